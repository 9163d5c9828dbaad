package org.spikelink.connectors.kafka.flink;

import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.spikelink.core.record.Outgoing;

/**
 * The Flink sink of all outputs. There is only one, so that spikes, classifications and rejections commit together.
 */
public final class SpikelinkSink {
    private static final String LINGER_MS = "2";
    private static final String TRANSACTION_TIMEOUT_MS =
            "900000"; // the most a broker allows by default

    /**
     * Outputs wait for the broker as long as it takes. A producer that gives up a batch still sends the ones behind it before
     * the task fails, and a restarted job would write the lost outputs after them: a stream's outputs would be out of
     * order, not only repeated. In a transaction both are undone.
     */
    private static final String NO_DELIVERY_TIMEOUT_MS = Integer.toString(Integer.MAX_VALUE);

    private SpikelinkSink() {}

    /** A sink whose transactions, if it has any, are named after the job. */
    public static Sink<Outgoing> of(SinkOptions options) {
        return new AccountedSink(kafkaSink(options), options.kafka());
    }

    private static KafkaSink<Outgoing> kafkaSink(SinkOptions options) {
        return KafkaSink.<Outgoing>builder()
                .setKafkaProducerConfig(properties(options))
                .setBootstrapServers(options.kafka().bootstrapServers())
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
        if (options.delivery() == Delivery.AT_LEAST_ONCE) {
            properties.setProperty(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, NO_DELIVERY_TIMEOUT_MS);
        }
        properties.putAll(options.kafka().properties());
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return properties;
    }

    /** How long a transaction may stay open, ms: an outage longer than that loses what was not committed. */
    public static long transactionTimeoutMs(SinkOptions options) {
        return Long.parseLong(
                properties(options).getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    /** Prefix of the ids of a job's transactions. */
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
