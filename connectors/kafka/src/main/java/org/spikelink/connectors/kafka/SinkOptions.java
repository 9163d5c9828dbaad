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

    /** Throws {@link IllegalArgumentException} where a name is blank. */
    public SinkOptions {
        RequiredText.check("bootstrap servers", bootstrapServers);
        RequiredText.check("job name", jobName);
        extra = (Properties) extra.clone();
    }

    @Override
    public Properties extra() {
        return (Properties) extra.clone();
    }
}
