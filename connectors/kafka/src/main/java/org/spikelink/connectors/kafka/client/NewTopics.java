package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics. */
final class NewTopics {
    private NewTopics() {}

    /**
     * Creates topics with the broker's default number of replicas, and waits until they can be written to. Topics
     * that exist are left unchanged.
     *
     * @param partitions of each new topic
     * @param timeout of the broker's answer
     * @throws BrokerException if the broker rejects one, for instance because its name is invalid
     */
    static void create(Admin admin, Collection<String> names, int partitions, Duration timeout)
            throws InterruptedException {
        create(admin, names.stream().distinct().map(n -> topic(n, partitions)).toList(), timeout);
    }

    /** Creates a topic of one partition that keeps the last record of each key for ever; see {@link #create}. */
    static void createCompacted(Admin admin, String name, Duration timeout)
            throws InterruptedException {
        Map<String, String> compacted =
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        create(admin, List.of(topic(name, 1).configs(compacted)), timeout);
    }

    private static void create(Admin admin, Collection<NewTopic> topics, Duration timeout)
            throws InterruptedException {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
        for (Map.Entry<String, KafkaFuture<Void>> topic : created.entrySet()) {
            await(topic.getKey(), topic.getValue(), timeout);
        }
        awaitPartitions(admin, topics.stream().map(NewTopic::name).toList());
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private static void await(String topic, KafkaFuture<Void> created, Duration timeout)
            throws InterruptedException {
        try {
            created.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure(topic, KafkaFailure.text(e.getCause()), e.getCause());
            }
        } catch (TimeoutException e) {
            throw failure(topic, "no answer within " + timeout.toSeconds() + " s", e);
        }
    }

    private static BrokerException failure(String topic, String reason, Throwable cause) {
        return new BrokerException(
                "topic %s cannot be created (%s)".formatted(topic, reason), cause);
    }

    /** Waits until every partition of new topics can be written to. */
    static void awaitPartitions(Admin admin, Collection<String> topics)
            throws InterruptedException {
        try {
            Partitions.awaitLeaders(admin, topics);
        } catch (KafkaException e) {
            throw new BrokerException(e.getMessage(), e);
        }
    }
}
