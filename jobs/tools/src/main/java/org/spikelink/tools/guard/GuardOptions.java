package org.spikelink.tools.guard;

import java.time.Duration;
import java.util.Optional;
import org.spikelink.connectors.kafka.client.KafkaCluster;

/**
 * What a {@link Guard} reads, and for how long.
 *
 * @param kafka cluster of all topics
 * @param models topic of the registry
 * @param classes topic of classifications
 * @param shadow topic of the classes of shadows
 * @param name of the model that is guarded; empty for all
 * @param giveUpAfter how long the broker may be unreachable
 * @param once whether it ends after it has judged each rule once
 */
public record GuardOptions(
        KafkaCluster kafka,
        String models,
        String classes,
        String shadow,
        Optional<String> name,
        Duration giveUpAfter,
        boolean once) {}
