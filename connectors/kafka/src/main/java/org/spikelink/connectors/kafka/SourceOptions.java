package org.spikelink.connectors.kafka;

import java.util.Properties;

/**
 * What the job reads.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param topic of the sensors
 * @param groupId consumer group that offsets are committed under, for monitoring and for {@link StartFrom.Committed}
 * @param startFrom where to begin without a checkpoint
 * @param extra further properties of the Kafka consumer; copied. The ones above win over them
 */
public record SourceOptions(
        String bootstrapServers,
        String topic,
        String groupId,
        StartFrom startFrom,
        Properties extra) {

    /** Throws {@link IllegalArgumentException} where a name is blank, or a login cannot be read. */
    public SourceOptions {
        RequiredText.check("bootstrap servers", bootstrapServers);
        RequiredText.check("topic", topic);
        RequiredText.check("group id", groupId);
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
        return "SourceOptions[bootstrapServers=%s, topic=%s, groupId=%s, startFrom=%s, extra=%s]"
                .formatted(bootstrapServers, topic, groupId, startFrom, KafkaSecrets.shown(extra));
    }
}
