package org.spikelink.tools.rejected;

import java.util.Optional;
import java.util.regex.Pattern;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;

/**
 * What to resend and how.
 *
 * @param kafka cluster of both topics
 * @param topic the rejected topic
 * @param group consumer group whose offsets record what has been resent
 * @param where selects records by their error; all if empty
 * @param to topic to send to; the topic that each record came from if empty
 * @param newSession whether to resend as a new session
 * @param suffix appended to the streams' names, empty for none
 * @param closeOpen whether open sessions may be closed
 * @param dryRun whether to only report what would happen
 */
public record ResendOptions(
        KafkaCluster kafka,
        String topic,
        String group,
        Optional<Pattern> where,
        Optional<String> to,
        boolean newSession,
        String suffix,
        boolean closeOpen,
        boolean dryRun) {
    /** Throws {@link IllegalArgumentException} if options contradict each other or a topic is invalid. */
    public ResendOptions {
        if (newSession && !suffix.isEmpty()) {
            throw new IllegalArgumentException(
                    "stream-suffix and new-session must not be given together (a separate stream needs no new session)");
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
