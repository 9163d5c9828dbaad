package org.spikelink.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.tools.topic.TopicScan;

/**
 * Writes rejected records to a file that can be edited, one per line; {@link Edits} reads it.
 *
 * @param records number of records written
 * @param opaque number of them that are not batches
 */
public record RejectedExport(long records, long opaque) {

    /**
     * Writes all selected records that have not been resent. Options for resending are ignored.
     *
     * @param file must not exist, because it may contain edits
     * @throws SpikelinkException if the file exists or cannot be written, or the topic does not exist
     */
    public static RejectedExport write(ResendOptions options, Path file) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(options)) {
            List<TopicPartition> partitions =
                    TopicScan.partitions(consumer, options.kafka(), options.topic());
            Map<TopicPartition, Resent> marks = RejectedTopic.marks(consumer, partitions);
            Lines lines = new Lines(options, marks);
            AtomicFile.create(
                    file, out -> new TopicScan(consumer, partitions).read(r -> lines.add(r, out)));
            return new RejectedExport(lines.records, lines.opaque);
        } catch (FileAlreadyExistsException e) {
            throw new SpikelinkException(file + ": the file must not exist", e);
        } catch (IOException e) {
            throw notWritten(file, e);
        } catch (UncheckedIOException e) {
            throw notWritten(file, e.getCause());
        }
    }

    private static SpikelinkException notWritten(Path file, IOException e) {
        return new SpikelinkException(
                "%s: the file cannot be written (%s: %s)"
                        .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
                e);
    }

    /** The lines of the file. */
    private static final class Lines {
        private final ResendOptions options;
        private final Map<TopicPartition, Resent> marks;
        private long records;
        private long opaque;

        Lines(ResendOptions options, Map<TopicPartition, Resent> marks) {
            this.options = options;
            this.marks = marks;
        }

        void add(ConsumerRecord<byte[], byte[]> read, OutputStream out) {
            RejectedRecord record = RejectedRecord.of(read);
            Resent resent = marks.get(new TopicPartition(read.topic(), read.partition()));
            if (!options.selects(record) || resent.contains(read.offset())) {
                return;
            }
            records++;
            opaque += record.envelope().isEmpty() ? 1 : 0;
            try {
                String line = RecordJson.of(record, read.topic(), read.timestamp()).toString();
                out.write((line + System.lineSeparator()).getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
