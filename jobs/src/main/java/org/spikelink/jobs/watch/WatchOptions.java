package org.spikelink.jobs.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.spikelink.connectors.kafka.StartFrom;

/**
 * What is watched, and for how long.
 *
 * @param bootstrapServers Kafka brokers, {@code host:port,...}
 * @param spikes topic of spike batches
 * @param classes topic of classifications
 * @param from where to begin; {@code committed} is refused, for nothing is ever committed
 * @param giveUpAfter how long the broker may be gone, at least a second
 * @param runFor when to end; never where none is given
 * @param kafkaProperties further properties of the Kafka clients
 */
public record WatchOptions(
        String bootstrapServers,
        String spikes,
        String classes,
        StartFrom from,
        Duration giveUpAfter,
        Optional<Duration> runFor,
        Properties kafkaProperties) {

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public WatchOptions {
        if (from instanceof StartFrom.Committed) {
            throw new IllegalArgumentException(
                    "from must be earliest, latest or a time (got committed)");
        }
        if (giveUpAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "give-up-after must be at least 1 s (got %s)".formatted(giveUpAfter));
        }
        if (runFor.isPresent() && (runFor.get().isNegative() || runFor.get().isZero())) {
            throw new IllegalArgumentException(
                    "seconds must be above 0 (got %s)".formatted(runFor.get()));
        }
    }
}
