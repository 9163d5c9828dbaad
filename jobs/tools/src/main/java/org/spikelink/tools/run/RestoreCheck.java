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

    /**
     * Checks a checkpoint.
     *
     * @param checkpoint URI of the one that {@code --restore latest} found
     * @throws SpikelinkException if the group's offsets are beyond it
     */
    public void run(String checkpoint) throws InterruptedException {
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

    private Optional<Path> newest() {
        if (savepoints.isEmpty() || !Files.isDirectory(savepoints.get())) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(savepoints.get())) {
            return folders.filter(folder -> Files.exists(folder.resolve(METADATA)))
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
