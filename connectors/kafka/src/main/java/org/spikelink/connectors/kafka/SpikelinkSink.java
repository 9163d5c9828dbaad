package org.spikelink.connectors.kafka;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.spikelink.core.record.Outgoing;

/** The one Flink sink of all outputs: one, so that spikes, classifications and rejections commit together. */
public final class SpikelinkSink {
    private static final String LINGER_MS = "2";
    private static final String TRANSACTION_TIMEOUT_MS =
            "900000"; // the most a broker allows by default

    private SpikelinkSink() {}

    /** A sink whose transactions, if it has any, are named after the job. */
    public static KafkaSink<Outgoing> of(SinkOptions options) {
        return KafkaSink.<Outgoing>builder()
                .setKafkaProducerConfig(properties(options))
                .setBootstrapServers(options.bootstrapServers())
                .setRecordSerializer(new OutgoingRecordSchema(options.topics(), options.format()))
                .setDeliveryGuarantee(guarantee(options.delivery()))
                .setTransactionalIdPrefix(transactionalIdPrefix(options))
                // POOLING leaves transactions open after a failure (FLINK-40626).
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .build();
    }

    static Properties properties(SinkOptions options) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        properties.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.putAll(options.extra());
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return properties;
    }

    /** How long a transaction may stay open, ms: an outage longer than that loses what was not committed. */
    public static long transactionTimeoutMs(SinkOptions options) {
        return Long.parseLong(
                properties(options).getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    /** What the ids of a job's transactions begin with. */
    public static String transactionalIdPrefix(SinkOptions options) {
        return "spikelink-" + options.jobName();
    }

    private static DeliveryGuarantee guarantee(Delivery delivery) {
        return switch (delivery) {
            case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
            case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
        };
    }
}
