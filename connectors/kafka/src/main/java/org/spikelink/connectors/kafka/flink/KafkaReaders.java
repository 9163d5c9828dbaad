package org.spikelink.connectors.kafka.flink;

import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.spikelink.core.record.Incoming;

/** Builds the readers of the sensors topic, each a {@link SkippingReader}. */
final class KafkaReaders implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_RECORDS = ConsumerConfig.DEFAULT_MAX_POLL_RECORDS;
    private static final int FEWEST_RECORDS = 8;

    /** Of the heap that one poll may need if each of its records has a mebibyte; a reader holds up to four polls. */
    private static final int SHARE_OF_HEAP = 16;

    private final Settings settings;
    private final Properties consumer;

    /** Everything about a source but how much it reads at once. */
    interface Settings extends Serializable {
        KafkaSourceBuilder<Incoming> source();
    }

    /**
     * Readers for a source.
     *
     * @param consumer properties of Kafka's consumer
     */
    KafkaReaders(Settings settings, Properties consumer) {
        this.settings = settings;
        this.consumer = consumer;
    }

    SourceReader<Incoming, KafkaPartitionSplit> create(SourceReaderContext context)
            throws Exception {
        return new SkippingReader(
                pollRecords -> source(pollRecords).createReader(context),
                new OversizedRecordSearch(consumer)::find,
                pollRecords(consumer, Runtime.getRuntime().maxMemory()));
    }

    private KafkaSource<Incoming> source(int pollRecords) {
        return settings.source()
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(pollRecords))
                .build();
    }

    /** As many as the properties say, else so many that a poll of the largest records is a small part of the heap. */
    static int pollRecords(Properties consumer, long heapBytes) {
        String set = consumer.getProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
        if (set != null) {
            return Integer.parseInt(set);
        }
        long mebibytes = (heapBytes >> 20) / SHARE_OF_HEAP;
        return (int) Math.max(FEWEST_RECORDS, Math.min(MOST_RECORDS, mebibytes));
    }
}
