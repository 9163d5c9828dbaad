package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Facts that a Kafka cluster reports about itself. */
public final class BrokerFacts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private final Admin admin;
    private Node node;

    private BrokerFacts(Admin admin) {
        this.admin = admin;
    }

    /** The cluster does not answer; the message is one line for the user. */
    public static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Opens a client of a cluster; sends no request yet. */
    public static BrokerFacts of(KafkaCluster kafka) {
        try {
            return new BrokerFacts(kafka.admin(PATIENCE));
        } catch (KafkaException e) {
            throw new UnknownException("cannot be reached: " + KafkaFailure.text(e), e);
        }
    }

    /** The cluster's name and number of nodes, as text. */
    public String cluster() throws InterruptedException {
        DescribeClusterResult cluster = admin.describeCluster();
        Collection<Node> nodes = ask("its nodes", cluster.nodes());
        node = nodes.iterator().next();
        return "cluster " + ask("its name", cluster.clusterId()) + ", nodes: " + nodes.size();
    }

    /**
     * A topic as its cluster shows it to this login.
     *
     * @param partitions 0 if the login may not see the topic
     * @param rights what the login may do; all if the cluster does not list them
     */
    public record Topic(int partitions, Set<AclOperation> rights) {
        static final Topic HIDDEN = new Topic(0, Set.of());

        private static Topic of(TopicDescription found) {
            Set<AclOperation> rights = found.authorizedOperations();
            return new Topic(
                    found.partitions().size(),
                    rights == null ? EnumSet.allOf(AclOperation.class) : rights);
        }
    }

    /** Those of the topics that exist. */
    public Map<String, Topic> topics(Collection<String> names) throws InterruptedException {
        Map<String, Topic> topics = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(
                                names,
                                new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues()
                        .entrySet()) {
            try {
                TopicDescription found = ask("topic " + topic.getKey(), topic.getValue());
                topics.put(topic.getKey(), Topic.of(found));
            } catch (UnknownException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    topics.put(topic.getKey(), Topic.HIDDEN);
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return topics;
    }

    /**
     * Settings of a topic that decide what the job reads from it.
     *
     * @param timestampType {@code message.timestamp.type}: whose clock a record's Kafka time is of
     * @param compression {@code compression.type}: with {@code uncompressed}, the limit applies to unpacked records
     * @param maxMessageBytes {@code max.message.bytes}, of a batch as it is stored
     */
    public record TopicSettings(String timestampType, String compression, long maxMessageBytes) {}

    /** Settings of a topic that exists; needs a permission of its own. */
    public TopicSettings settings(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config found =
                ask("settings of " + topic, admin.describeConfigs(List.of(resource)).all())
                        .get(resource);
        return new TopicSettings(
                found.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value(),
                found.get(TopicConfig.COMPRESSION_TYPE_CONFIG).value(),
                Long.parseLong(found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
    }

    /** The longest transaction.timeout.ms that it allows. */
    public long maxTransactionTimeoutMs() throws InterruptedException {
        ConfigResource broker =
                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node.id()));
        return Long.parseLong(
                ask("its settings", admin.describeConfigs(List.of(broker)).all())
                        .get(broker)
                        .get(MAX_TRANSACTION_TIMEOUT)
                        .value());
    }

    /** The rights of this login. */
    public Rights rights() {
        return new Rights(admin);
    }

    /** Waits for an answer; throws {@link UnknownException} with the same cause if there is none. */
    static <T> T ask(String what, KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnknownException(
                    "does not report " + what + ": " + KafkaFailure.text(e.getCause()),
                    e.getCause());
        } catch (TimeoutException e) {
            throw new UnknownException("does not report " + what + ": no answer", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
