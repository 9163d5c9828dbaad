package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.record.Outgoing;

/** A job's output topics while it writes them: what is committed, and how much is not. */
final class OutputTopics implements AutoCloseable {
    private final Topics topics;
    private final TopicReader committed;
    private final TopicReader written;
    private final Outputs outputs = new Outputs();
    private int records;
    private int writtenRecords;
    private int rejected;
    private final Set<String> rejectedOrigins = new HashSet<>();

    OutputTopics(String bootstrapServers, Topics topics) {
        this.topics = topics;
        this.committed = reader(bootstrapServers, IsolationLevel.READ_COMMITTED);
        this.written = reader(bootstrapServers, IsolationLevel.READ_UNCOMMITTED);
    }

    private TopicReader reader(String bootstrapServers, IsolationLevel isolation) {
        return new TopicReader(
                bootstrapServers, isolation, topics.spikes(), topics.classes(), topics.rejected());
    }

    /** What has been committed, as far as it was read. */
    Outputs outputs() {
        return outputs;
    }

    /** Reads on; returns what has been read so far. */
    Outputs readOn() throws MalformedRecordException {
        for (ConsumerRecord<byte[], byte[]> record : committed.poll()) {
            take(record);
        }
        return outputs;
    }

    /** Reads all that is committed by now. */
    Outputs readToEnd() throws MalformedRecordException {
        do {
            readOn();
        } while (!committed.isAtEnd());
        return outputs;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
        records++;
        if (record.topic().equals(topics.rejected())) {
            rejected++;
            rejectedOrigins.add(header(record, "partition") + "/" + header(record, "offset"));
            return;
        }
        Outgoing out =
                record.topic().equals(topics.spikes())
                        ? SpikeBatchCodec.decode(record.value())
                        : ClassificationCodec.decode(record.value());
        if (!new String(record.key(), UTF_8).equals(out.stream())) {
            throw new AssertionError("the key must be the stream (got " + record + ")");
        }
        outputs.accept(out);
    }

    /** Committed records of the rejected topic, as far as it was read. */
    int rejected() {
        return rejected;
    }

    /** How many different records those are. */
    int rejectedOrigins() {
        return rejectedOrigins.size();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
        return new String(record.headers().lastHeader(key).value(), UTF_8);
    }

    /** How far transactions that are still open reach behind the first of them. */
    long open() {
        return written.end() - committed.end();
    }

    /** Records of transactions that were given up, after {@link #readToEnd}; reads everything again, the first time. */
    int aborted() {
        do {
            writtenRecords += written.poll().size();
        } while (!written.isAtEnd());
        return writtenRecords - records;
    }

    @Override
    public void close() {
        committed.close();
        written.close();
    }
}
