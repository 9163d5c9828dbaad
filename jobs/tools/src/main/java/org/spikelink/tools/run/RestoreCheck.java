package org.spikelink.tools.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.log.LogLine;
import org.spikelink.tools.streams.SourceOffsets;

/**
 * Checks that the latest checkpoint is where the job ended. After a stop with a savepoint it is not: it belongs to a time
 * before, and the job would process and write again what came since.
 *
 * @param kafka that the job reads
 * @param group its consumer group, in which it commits its offsets with each checkpoint and savepoint
 * @param savepoints folder in which a newer savepoint is searched, if it is known
 */
public record RestoreCheck(KafkaCluster kafka, String group, Optional<Path> savepoints) {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreCheck.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final String METADATA = "_metadata";

    /** The name of the folder with a job's checkpoints; its savepoints are named by the first characters. */
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

    private static final int ID_CHARS = 6;

    /**
     * Checks a checkpoint. A stop with a savepoint may end the job before its offsets are committed, so the savepoint itself
     * is looked for as well.
     *
     * @param checkpoint URI of the one that {@code --restore latest} found
     * @throws SpikelinkException if the group's offsets are beyond it, or a savepoint of the same job is later
     */
    public void run(String checkpoint) throws InterruptedException {
        Optional<Path> savepoint = later(checkpoint);
        if (savepoint.isPresent()) {
            throw new SpikelinkException(
                    "--restore latest: the job's savepoint %s is later than its latest checkpoint %s. Restore the savepoint, or name the checkpoint to go back to it"
                            .formatted(FlinkUri.of(savepoint.get()), checkpoint));
        }
        Map<TopicPartition, Long> stored = SourceOffsets.of(checkpoint);
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        for (Map.Entry<TopicPartition, Long> partition : stored.entrySet()) {
            OffsetAndMetadata later = committed.get(partition.getKey());
            if (later != null && later.offset() > partition.getValue()) {
                throw new SpikelinkException(
                        message(
                                checkpoint,
                                partition.getKey(),
                                partition.getValue(),
                                later.offset()));
            }
        }
    }

    /** None if the brokers do not list them to this login. */
    private Map<TopicPartition, OffsetAndMetadata> committed() throws InterruptedException {
        try (Admin admin = kafka.admin(REQUEST_TIMEOUT)) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata(group)
                    .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "{}",
                    LogLine.of("restore_unchecked")
                            .with("group", group)
                            .with("error", e.toString()));
            return Map.of();
        }
    }

    private String message(String checkpoint, TopicPartition partition, long at, long committed) {
        return ("--restore latest: the job has gone on since its latest checkpoint %s: there it had read %s up to offset %d,"
                        + " and group %s has committed %d. Restore %s, or name the checkpoint to go back to it")
                .formatted(
                        checkpoint,
                        partition,
                        at,
                        group,
                        committed,
                        newest().map(FlinkUri::of)
                                .orElse("the savepoint with which the job was stopped"));
    }

    /** The newest savepoint of the job that wrote a checkpoint, if it is later than that. */
    private Optional<Path> later(String checkpoint) {
        if (!FlinkUri.isLocal(checkpoint)) {
            return Optional.empty();
        }
        Path folder = FlinkUri.folder(checkpoint);
        String job = String.valueOf(folder.getParent().getFileName());
        if (!JOB_ID.matcher(job).matches()) {
            return Optional.empty();
        }
        return newest("savepoint-" + job.substring(0, ID_CHARS) + "-")
                .filter(found -> written(found).compareTo(written(folder)) > 0);
    }

    private Optional<Path> newest() {
        return savepoints.flatMap(RestoreCheck::newest);
    }

    private Optional<Path> newest(String prefix) {
        return savepoints.flatMap(folder -> newest(folder, prefix));
    }

    /** The newest savepoint in a folder; none if there is none, or no folder. */
    public static Optional<Path> newest(Path savepoints) {
        return newest(savepoints, "");
    }

    private static Optional<Path> newest(Path savepoints, String prefix) {
        if (!Files.isDirectory(savepoints)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(savepoints)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .filter(folder -> Files.exists(folder.resolve(METADATA)))
                    .max(Comparator.comparing(RestoreCheck::written));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static FileTime written(Path savepoint) {
        try {
            return Files.getLastModifiedTime(savepoint.resolve(METADATA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
