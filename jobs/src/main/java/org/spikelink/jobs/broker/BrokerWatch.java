package org.spikelink.jobs.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks a Kafka broker now and then whether it is there, and remembers since when it has not been. */
public final class BrokerWatch implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final Admin admin;
    private long lastSeenNs = System.nanoTime();
    private AuthenticationException refusal;

    /**
     * Watches the brokers at {@code bootstrapServers}.
     *
     * @throws IllegalArgumentException if the addresses cannot be used
     */
    public BrokerWatch(String bootstrapServers, Properties extra) {
        this.bootstrapServers = bootstrapServers;
        Properties properties = new Properties();
        properties.putAll(extra);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        try {
            this.admin = Admin.create(properties);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "no Kafka broker can be reached at "
                            + bootstrapServers
                            + ": "
                            + KafkaFailure.text(e),
                    e);
        }
    }

    /** Asks once; blocks for some seconds where nobody answers. */
    public boolean isThere() throws InterruptedException {
        try {
            admin.describeCluster().nodes().get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            lastSeenNs = System.nanoTime();
            refusal = null;
            return true;
        } catch (ExecutionException e) {
            refusal = e.getCause() instanceof AuthenticationException refused ? refused : null;
            return false;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * Asks until the broker answers, for about {@code patience}; false where it does not.
     *
     * @throws IllegalStateException if it answers but refuses the login, or is not trusted: no patience helps
     */
    public boolean awaitThere(Duration patience) throws InterruptedException {
        while (!isThere()) {
            if (refusal != null) {
                throw new IllegalStateException(
                        "the broker at "
                                + bootstrapServers
                                + " and this client do not accept each other: "
                                + KafkaFailure.text(refusal),
                        refusal);
            }
            if (missingFor().compareTo(patience) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** How long the broker has not answered. */
    public Duration missingFor() {
        return Duration.ofNanos(System.nanoTime() - lastSeenNs);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Those of {@code topics} that the broker does not have, sorted.
     *
     * @throws IllegalStateException if the broker does not tell
     */
    public Set<String> missingTopics(Collection<String> topics) throws InterruptedException {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(topics());
        return missing;
    }

    /**
     * The topics that the broker has, but for its own, as far as this login may know of them.
     *
     * @throws IllegalStateException if the broker does not tell
     */
    public Set<String> topics() throws InterruptedException {
        try {
            return admin.listTopics()
                    .names()
                    .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw noTopics(e.getCause());
        } catch (TimeoutException e) {
            throw noTopics(e);
        }
    }

    private IllegalStateException noTopics(Throwable cause) {
        String why = cause.getMessage() == null ? "no answer" : cause.getMessage();
        return new IllegalStateException(
                "the broker at " + bootstrapServers + " does not list its topics: " + why, cause);
    }

    /**
     * Creates topics with as many replicas as the broker gives by default, and waits for them.
     *
     * @param partitions of each
     * @throws IllegalStateException if the broker refuses
     */
    public void createTopics(Collection<String> topics, int partitions)
            throws InterruptedException {
        try {
            admin.createTopics(
                            topics.stream()
                                    .map(
                                            t ->
                                                    new NewTopic(
                                                            t,
                                                            Optional.of(partitions),
                                                            Optional.empty()))
                                    .toList())
                    .all()
                    .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            if (!(cause instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "topics %s cannot be created (%s)".formatted(topics, cause.getMessage()),
                        cause);
            }
        }
        awaitPartitions(topics);
    }

    /** Waits until every partition of topics that are new can be written to. */
    public void awaitPartitions(Collection<String> topics) throws InterruptedException {
        Partitions.awaitLeaders(admin, topics);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
