package org.spikelink.connectors.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.core.log.LogLine;

/**
 * Whether a job of a name runs on a Kafka cluster. Two would fence each other's transactions and overwrite each other's
 * offsets. While a job runs it is the member of a consumer group of its own, in which nothing is consumed: the brokers
 * know of it within moments, forget it when it stops, and some seconds after it was last heard of.
 */
public final class JobName {
    private static final Logger LOG = LoggerFactory.getLogger(JobName.class);

    /** How long brokers wait for a word of a job before they forget it. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** After the session: brokers look for dead members now and then. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private JobName() {}

    /** The group that says that a job runs; '/' is in no job's name, so that it is no job's own group. */
    private static String group(String jobName) {
        return jobName + "/running";
    }

    /**
     * With what a consumer becomes the member that says that a job runs.
     *
     * @param extra further properties of Kafka's clients
     */
    public static Properties membership(String jobName, String bootstrapServers, Properties extra) {
        Properties properties = new Properties();
        properties.putAll(extra);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.putAll(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group(jobName),
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        "classic",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Long.toString(SESSION.toMillis()),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Long.toString(HEARTBEAT.toMillis()),
                        // One whose thread has ended, but not its heartbeats, is forgotten as soon.
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        Long.toString(SESSION.toMillis()),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "false"));
        return properties;
    }

    /**
     * Checks that no job of the name runs; where the brokers do not tell, only the log says so.
     *
     * @param extra further properties of Kafka's clients
     * @param heardOf is run where one was heard of, so that the answer takes some seconds
     * @throws NameTakenException if one runs
     */
    public static void checkFree(
            String bootstrapServers, Properties extra, String jobName, Runnable heardOf)
            throws InterruptedException {
        Optional<String> other = Optional.empty();
        try {
            other = runningAt(bootstrapServers, extra, jobName, heardOf);
        } catch (KafkaException e) {
            LOG.warn(
                    "{}",
                    LogLine.of("job_name_unknown")
                            .with("job", jobName)
                            .with("error", e.getMessage()));
        }
        if (other.isPresent()) {
            throw new NameTakenException(
                    ("job-name must be of no job that runs on the same brokers (got \"%s\", of one whose JobManager"
                                    + " is at %s): stop that one, or take another name")
                            .formatted(jobName, other.get()));
        }
    }

    /** Another job of the name runs; the message is one line for the user. */
    public static final class NameTakenException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NameTakenException(String message) {
            super(message);
        }
    }

    /**
     * The host of the JobManager that runs a job of the name; none where the name is free. Returns at once where it is, and otherwise when
     * the job was heard of once more: one that has crashed is forgotten within 10 s.
     *
     * @param extra further properties of Kafka's clients
     * @param heardOf is run where one was heard of
     * @throws KafkaException if the brokers do not tell
     */
    public static Optional<String> runningAt(
            String bootstrapServers, Properties extra, String jobName, Runnable heardOf)
            throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(extra);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        try (Admin admin = Admin.create(properties)) {
            long endNs = System.nanoTime() + SESSION.plus(SLACK).toNanos();
            Optional<String> found = member(admin, group(jobName));
            if (found.isPresent()) {
                heardOf.run();
            }
            while (found.isPresent() && System.nanoTime() - endNs < 0) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                found = member(admin, group(jobName));
            }
            return found;
        }
    }

    private static Optional<String> member(Admin admin, String group) throws InterruptedException {
        return members(admin, group).stream().map(m -> m.host().replace("/", "")).findFirst();
    }

    private static Collection<MemberDescription> members(Admin admin, String group)
            throws InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .members();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw new KafkaException(unknown(group, e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(unknown(group, "no answer"), e);
        }
    }

    private static String unknown(String group, String why) {
        return "the brokers do not tell who is in group %s: %s".formatted(group, why);
    }
}
