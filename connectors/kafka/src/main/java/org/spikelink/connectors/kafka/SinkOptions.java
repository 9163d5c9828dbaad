package org.spikelink.connectors.kafka;

import java.util.Properties;

/**
 * What the job writes.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param topics to write to; {@link Topics#sensors()} is not used
 * @param format of spikes and classifications
 * @param delivery what a crash may do to the outputs
 * @param jobName names the job's transactions: unique in the Kafka cluster and the same over restarts
 * @param extra further properties of the Kafka producer; copied
 */
public record SinkOptions(
        String bootstrapServers,
        Topics topics,
        OutputFormat format,
        Delivery delivery,
        String jobName,
        Properties extra) {

    /** Throws {@link IllegalArgumentException} where a name is blank, or a login cannot be read. */
    public SinkOptions {
        RequiredText.check("bootstrap servers", bootstrapServers);
        RequiredText.check("job name", jobName);
        extra = (Properties) extra.clone();
        KafkaSecrets.check(extra);
    }

    @Override
    public Properties extra() {
        return (Properties) extra.clone();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "SinkOptions[bootstrapServers=%s, topics=%s, format=%s, delivery=%s, jobName=%s, extra=%s]"
                .formatted(
                        bootstrapServers,
                        topics,
                        format,
                        delivery,
                        jobName,
                        KafkaSecrets.shown(extra));
    }
}
