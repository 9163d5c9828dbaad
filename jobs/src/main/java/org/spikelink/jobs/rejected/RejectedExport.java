package org.spikelink.jobs.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.jobs.errors.CommandException;

/**
 * Writes rejected records to a file, one a line, so that they can be edited; {@link Edits} reads it.
 *
 * @param records that were written
 * @param opaque how many of them hold no batch that can be told in fields
 */
public record RejectedExport(long records, long opaque) {

    /**
     * Writes all records that are asked for and were not resent; of the options only those of reading count.
     *
     * @param file must not be there yet, for it may hold somebody's edits
     * @throws CommandException if it is, if it cannot be written, or the topic is not there
     */
    public static RejectedExport write(ResendOptions options, Path file) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(options)) {
            List<TopicPartition> partitions = TopicScan.partitions(consumer, options.topic());
            Map<TopicPartition, Resent> marks = RejectedTopic.marks(consumer, partitions);
            try (BufferedWriter out =
                    Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE_NEW)) {
                Lines lines = new Lines(options, marks, out);
                new TopicScan(consumer, partitions).read(lines::add);
                return new RejectedExport(lines.records, lines.opaque);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(file + ": the file must not be there yet", e);
        } catch (IOException e) {
            throw notWritten(file, e);
        } catch (UncheckedIOException e) {
            throw notWritten(file, e.getCause());
        }
    }

    private static CommandException notWritten(Path file, IOException e) {
        return new CommandException(
                "%s: the file cannot be written (%s: %s)"
                        .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
                e);
    }

    /** The file as it grows. */
    private static final class Lines {
        private final ResendOptions options;
        private final Map<TopicPartition, Resent> marks;
        private final BufferedWriter out;
        private long records;
        private long opaque;

        Lines(ResendOptions options, Map<TopicPartition, Resent> marks, BufferedWriter out) {
            this.options = options;
            this.marks = marks;
            this.out = out;
        }

        void add(ConsumerRecord<byte[], byte[]> read) {
            RejectedRecord record = RejectedRecord.of(read);
            Resent resent = marks.get(new TopicPartition(read.topic(), read.partition()));
            if (!options.selects(record) || resent.contains(read.offset())) {
                return;
            }
            records++;
            opaque += record.envelope().isEmpty() ? 1 : 0;
            try {
                out.write(RecordJson.of(record, read.topic(), read.timestamp()).toString());
                out.newLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
