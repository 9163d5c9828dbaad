package org.spikelink.connectors.kafka.flink;

import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.RequiredText;
import org.spikelink.connectors.kafka.codec.SessionHorizon;

/**
 * The job's input.
 *
 * @param kafka cluster that it reads from
 * @param topic of the sensors
 * @param groupId consumer group that offsets are committed under, for monitoring and for {@link StartFrom.Committed}
 * @param startFrom where to begin without a checkpoint
 * @param horizon beyond which sessions are rejected
 * @param format of the batches
 */
public record SourceOptions(
        KafkaCluster kafka,
        String topic,
        String groupId,
        StartFrom startFrom,
        SessionHorizon horizon,
        InputFormat format) {

    /** Options that accept every session. */
    public SourceOptions(KafkaCluster kafka, String topic, String groupId, StartFrom startFrom) {
        this(kafka, topic, groupId, startFrom, SessionHorizon.OFF);
    }

    /** Options for batches in protobuf. */
    public SourceOptions(
            KafkaCluster kafka,
            String topic,
            String groupId,
            StartFrom startFrom,
            SessionHorizon horizon) {
        this(kafka, topic, groupId, startFrom, horizon, InputFormat.PROTOBUF);
    }

    /** Throws {@link IllegalArgumentException} if a name is blank. */
    public SourceOptions {
        RequiredText.check("topic", topic);
        RequiredText.check("group id", groupId);
    }
}
