package org.spikelink.jobs.rejected;

import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.spikelink.connectors.kafka.Topics;

/**
 * What is resent, and how.
 *
 * @param bootstrapServers Kafka brokers
 * @param topic the rejected topic
 * @param group consumer group that the bookkeeping is kept under
 * @param where only records whose error holds a match; all if empty
 * @param to topic that they go to; the one that they came from if empty
 * @param newSession whether streams go on with a new session
 * @param suffix appended to the streams' names, empty for none
 * @param closeOpen whether sessions that are open may be closed by it
 * @param dryRun whether only to tell what would happen
 * @param kafka further properties of the Kafka clients
 */
public record ResendOptions(
        String bootstrapServers,
        String topic,
        String group,
        Optional<Pattern> where,
        Optional<String> to,
        boolean newSession,
        String suffix,
        boolean closeOpen,
        boolean dryRun,
        Properties kafka) {
    /** Throws {@link IllegalArgumentException} where options contradict each other or a topic cannot be. */
    public ResendOptions {
        if (newSession && !suffix.isEmpty()) {
            throw new IllegalArgumentException(
                    "stream-suffix and new-session must not be given together (a stream of its own needs no new session)");
        }
        to.ifPresent(target -> new Topics(target, "spikes", "classes", topic));
    }

    boolean selects(RejectedRecord record) {
        return where.isEmpty() || where.get().matcher(record.error()).find();
    }

    String target(RejectedRecord record) {
        return to.orElse(record.origin().topic());
    }
}
