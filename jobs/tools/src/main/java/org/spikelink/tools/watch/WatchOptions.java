package org.spikelink.tools.watch;

import java.time.Duration;
import java.util.Optional;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;

/**
 * What to watch, and for how long.
 *
 * @param kafka cluster that is read
 * @param spikes topic of spike batches
 * @param classes topic of classifications
 * @param health topic of sensors' health, which is shown if the topic exists
 * @param shadow topic of the classes of shadows, which are compared if the topic exists
 * @param models topic of the registry, whose rollbacks are shown if the topic exists
 * @param from where to start; {@code committed} is rejected, because {@code watch} commits no offsets
 * @param giveUpAfter how long the broker may be unreachable, at least a second
 * @param runFor when to stop; empty for never
 */
public record WatchOptions(
        KafkaCluster kafka,
        String spikes,
        String classes,
        String health,
        String shadow,
        String models,
        StartFrom from,
        Duration giveUpAfter,
        Optional<Duration> runFor) {

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

    /** How long to wait for a broker's first answer: not longer than the watch. */
    Duration patience() {
        return runFor.filter(time -> time.compareTo(giveUpAfter) < 0).orElse(giveUpAfter);
    }
}
