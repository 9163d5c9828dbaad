package org.spikelink.connectors.kafka.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.log.LogLine;

/**
 * The name of a job. No two jobs may use the same name on a Kafka cluster at the same time: they would fence each
 * other's transactions and overwrite each other's offsets. While a job runs it is a member of a consumer group of its
 * own, in which nothing is consumed. The brokers list it within moments, remove it when it leaves, and 10 s after its
 * last heartbeat.
 *
 * @param kafka that the job reads and writes
 * @param name 1 to 100 of {@code A-Z a-z 0-9 . _ -}
 * @param identity of the job: one that holds the name under the same identity is this job itself
 */
public record JobName(KafkaCluster kafka, String name, String identity) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JobName.class);

    /** Brokers remove the job this long after its last heartbeat. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Additional time after the session, because brokers only look for dead members periodically. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(40);

    /** The name of a job with an identity of this run alone. */
    public JobName(KafkaCluster kafka, String name) {
        this(kafka, name, UUID.randomUUID().toString());
    }

    /** The group that the running job is a member of. No job name contains '/', so it is never a job's own group. */
    String group() {
        return name + "/running";
    }

    /** Properties of the consumer that is the group's member while the job runs. */
    public Properties membership() {
        Properties member = kafka.client();
        member.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        member.putAll(
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        identity,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group(),
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        "classic",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Long.toString(SESSION.toMillis()),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Long.toString(HEARTBEAT.toMillis()),
                        // A member whose thread has ended still sends heartbeats. This makes it
                        // leave as soon as one without heartbeats.
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        Long.toString(SESSION.toMillis()),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "false"));
        return member;
    }

    /**
     * Checks that no other job of the name runs; if the brokers do not answer, this is only logged.
     *
     * @param onFound is run if a job was found and the check therefore takes some seconds
     * @throws NameTakenException if one runs
     */
    public void checkFree(Runnable onFound) throws InterruptedException {
        Optional<String> other = Optional.empty();
        try {
            other = holder(onFound);
        } catch (KafkaException e) {
            LOG.warn(
                    "{}",
                    LogLine.of("job_name_unknown").with("job", name).with("error", e.getMessage()));
        }
        if (other.isPresent()) {
            throw new NameTakenException(
                    ("job-name must not be that of a job that runs on the same brokers (got \"%s\", and a job of that"
                                    + " name has its JobManager at %s): stop that job, or choose another name")
                            .formatted(name, other.get()));
        }
    }

    /** Another job of the name runs. */
    public static final class NameTakenException extends SpikelinkException {
        private static final long serialVersionUID = 1L;

        NameTakenException(String message) {
            super(message);
        }
    }

    /**
     * The host of the JobManager that runs another job of the name; none if the name is free. Returns at once if it
     * is free. Otherwise it waits until a job that has crashed would have been removed: 12 s, counted again while
     * members join or leave, because a rebalance delays the removal; 40 s at most.
     *
     * @param onFound is run if a job was found
     * @throws KafkaException if the brokers do not answer
     */
    public Optional<String> holder(Runnable onFound) throws InterruptedException {
        try (Admin admin = kafka.admin(REQUEST_TIMEOUT)) {
            long startNs = System.nanoTime();
            long steadySinceNs = startNs;
            Optional<Holder> found = find(admin);
            if (found.isPresent()) {
                onFound.run();
            }
            while (found.isPresent()
                    && System.nanoTime() - steadySinceNs < SESSION.plus(SLACK).toNanos()
                    && System.nanoTime() - startNs < LONGEST_LOOK.toNanos()) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                Optional<Holder> now = find(admin);
                if (!now.equals(found) || now.stream().anyMatch(Holder::isMoving)) {
                    steadySinceNs = System.nanoTime();
                }
                found = now;
            }
            return found.map(Holder::host);
        }
    }

    /**
     * Another job that holds the name.
     *
     * @param member the broker's number of the member
     * @param isMoving members of the group join or leave
     */
    private record Holder(String member, String host, boolean isMoving) {}

    private Optional<Holder> find(Admin admin) throws InterruptedException {
        Optional<ConsumerGroupDescription> group = group(admin);
        return group.stream()
                .flatMap(found -> found.members().stream())
                .filter(member -> !member.clientId().equals(identity))
                .map(
                        member ->
                                new Holder(
                                        member.consumerId(),
                                        member.host().replace("/", ""),
                                        group.get().groupState() != GroupState.STABLE))
                .findFirst();
    }

    /** Empty if there is no such group. */
    private Optional<ConsumerGroupDescription> group(Admin admin) throws InterruptedException {
        try {
            return Optional.of(
                    admin.describeConsumerGroups(List.of(group()))
                            .describedGroups()
                            .get(group())
                            .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw new KafkaException(unknown(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(unknown("no answer"), e);
        }
    }

    private String unknown(String why) {
        return "the brokers do not list the members of group %s: %s".formatted(group(), why);
    }
}
