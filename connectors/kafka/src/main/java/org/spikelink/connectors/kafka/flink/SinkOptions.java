package org.spikelink.connectors.kafka.flink;

import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.RequiredText;

/**
 * The job's outputs.
 *
 * @param kafka cluster that it writes to
 * @param topics to write to; {@link Topics#sensors()} is not used
 * @param format of spikes and classifications
 * @param delivery the effect of a crash on the outputs
 * @param jobName names the job's transactions: unique in the Kafka cluster and the same across restarts
 */
public record SinkOptions(
        KafkaCluster kafka, Topics topics, OutputFormat format, Delivery delivery, String jobName) {

    /** Throws {@link IllegalArgumentException} if a name is blank. */
    public SinkOptions {
        RequiredText.check("job name", jobName);
    }
}
