package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;

/** Checks from time to time whether a Kafka broker answers, and measures for how long it has not. */
public final class BrokerWatch implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    /** After this time, the user is notified of what the program waits for. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final String bootstrapServers;
    private final Admin admin;
    private volatile long lastSeenNs = System.nanoTime();
    private AuthenticationException loginFailure;

    /**
     * Watches the brokers of a cluster; sends no request yet.
     *
     * @throws BrokerException if the addresses or properties cannot be used
     */
    public BrokerWatch(KafkaCluster kafka) {
        this.bootstrapServers = kafka.bootstrapServers();
        try {
            this.admin = kafka.admin(REQUEST_TIMEOUT);
        } catch (KafkaException e) {
            throw new BrokerException(
                    "no Kafka broker can be reached at "
                            + bootstrapServers
                            + ": "
                            + KafkaFailure.text(e),
                    e);
        }
    }

    /**
     * Waits for the first answer of a cluster's brokers.
     *
     * @param patience longest wait
     * @param notice receives one line for the user if no broker has answered after 2 s and the wait continues
     * @throws BrokerException if none answers in that time, or one answers and rejects the login
     */
    public static BrokerWatch connect(
            KafkaCluster kafka, Duration patience, Consumer<String> notice)
            throws InterruptedException {
        BrokerWatch broker = new BrokerWatch(kafka);
        boolean connected = false;
        try {
            broker.awaitFirstAnswer(patience, notice);
            connected = true;
            return broker;
        } finally {
            if (!connected) {
                broker.close();
            }
        }
    }

    private void awaitFirstAnswer(Duration patience, Consumer<String> notice)
            throws InterruptedException {
        lastSeenNs = System.nanoTime(); // patience begins now, however long the client took to open
        if (answers(shorter(patience, SILENCE))) {
            return;
        }
        checkLogin();
        if (missingFor().compareTo(patience) < 0) {
            notice.accept(
                    "no Kafka broker answers at %s yet; waiting for up to %d s"
                            .formatted(bootstrapServers, patience.toSeconds()));
        }
        while (missingFor().compareTo(patience) < 0) {
            if (answers(shorter(patience.minus(missingFor()), REQUEST_TIMEOUT))) {
                return;
            }
            checkLogin();
        }
        throw new BrokerException(
                "no Kafka broker answers at %s: start it (spikelink broker starts a local one), or correct --bootstrap-servers"
                        .formatted(bootstrapServers));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void checkLogin() {
        if (loginFailure != null) {
            throw new BrokerException(
                    "the broker at "
                            + bootstrapServers
                            + " and this client do not accept each other: "
                            + KafkaFailure.text(loginFailure),
                    loginFailure);
        }
    }

    /** Asks once; blocks for some seconds if no broker answers. */
    public boolean isThere() throws InterruptedException {
        return answers(REQUEST_TIMEOUT);
    }

    private boolean answers(Duration timeout) throws InterruptedException {
        int ms = (int) Math.max(1, timeout.toMillis());
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ms))
                    .nodes()
                    .get(ms, TimeUnit.MILLISECONDS);
            lastSeenNs = System.nanoTime();
            loginFailure = null;
            return true;
        } catch (ExecutionException e) {
            loginFailure = e.getCause() instanceof AuthenticationException failure ? failure : null;
            return false;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** For how long the broker has not answered. */
    public Duration missingFor() {
        return Duration.ofNanos(System.nanoTime() - lastSeenNs);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Fails if the broker does not have all of {@code topics}.
     *
     * @param advice what to do then, may be empty
     * @throws BrokerException naming those that are missing
     */
    public void requireTopics(Collection<String> topics, String advice)
            throws InterruptedException {
        Set<String> known = topics();
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            throw BrokerException.noTopics(bootstrapServers, missing, known, advice);
        }
    }

    /**
     * Those of {@code topics} that the broker does not have, sorted.
     *
     * @throws BrokerException if the broker does not list its topics
     */
    public Set<String> missingTopics(Collection<String> topics) throws InterruptedException {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(topics());
        return missing;
    }

    /**
     * The topics of the broker that this login may see, without Kafka's internal ones.
     *
     * @throws BrokerException if the broker does not list its topics
     */
    public Set<String> topics() throws InterruptedException {
        try {
            return await(admin.listTopics().names());
        } catch (ExecutionException e) {
            throw new BrokerException(
                    "the broker at %s does not list its topics: %s"
                            .formatted(bootstrapServers, KafkaFailure.text(e.getCause())),
                    e.getCause());
        }
    }

    /**
     * Creates topics with the broker's default number of replicas, and waits until they can be written to. Topics
     * that exist are left unchanged.
     *
     * @param partitions of each new topic
     * @throws BrokerException if the broker rejects one
     */
    public void createTopics(Collection<String> topics, int partitions)
            throws InterruptedException {
        NewTopics.create(admin, topics, partitions, REQUEST_TIMEOUT);
    }

    /** The answer, or the cause of its absence in an {@link ExecutionException}. */
    private static <T> T await(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException(
                    new TimeoutException("no answer within " + REQUEST_TIMEOUT.toSeconds() + " s"));
        }
    }

    /** Waits until every partition of new topics can be written to. */
    public void awaitPartitions(Collection<String> topics) throws InterruptedException {
        NewTopics.awaitPartitions(admin, topics);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
