package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import org.spikelink.core.error.NearestName;
import org.spikelink.core.error.SpikelinkException;

/** A Kafka broker does not answer, or rejects a request. */
public final class BrokerException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    /** The message is one line for the user. */
    public BrokerException(String message) {
        super(message);
    }

    /** The message is one line for the user. */
    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** No broker has answered for longer than {@code --give-up-after}. */
    public static BrokerException silent(String bootstrapServers, Duration missing) {
        return new BrokerException(
                "the Kafka broker at %s has not answered for %d s, longer than --give-up-after"
                        .formatted(bootstrapServers, missing.toSeconds()));
    }

    /**
     * Topics are missing.
     *
     * @param known topics of the broker, of which the nearest ones are named
     * @param advice what to do next, may be empty
     */
    public static BrokerException noTopics(
            String bootstrapServers,
            Collection<String> missing,
            Collection<String> known,
            String advice) {
        String names =
                missing.stream()
                        .map(
                                topic ->
                                        NearestName.near(topic, known)
                                                .map(near -> topic + " (nearest: " + near + ")")
                                                .orElse(topic))
                        .collect(Collectors.joining(", "));
        return new BrokerException(
                "the broker at %s has no topic %s that this login may see%s"
                        .formatted(bootstrapServers, names, advice.isEmpty() ? "" : "; " + advice));
    }
}
