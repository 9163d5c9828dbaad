package org.spikelink.jobs.check;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.spikelink.jobs.broker.KafkaFailure;

/** What a Kafka cluster tells of itself. */
final class BrokerFacts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";
    private static final String TRANSACTION_VERSION = "transaction.version";

    private final Admin admin;
    private Node node;

    private BrokerFacts(Admin admin) {
        this.admin = admin;
    }

    /** The cluster does not tell; the message is one line for the user. */
    static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Connects to a cluster; asks nothing yet. */
    static BrokerFacts of(String bootstrapServers, Properties extra) {
        Properties properties = new Properties();
        properties.putAll(extra);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        String ms = Long.toString(PATIENCE.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ms);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ms);
        try {
            return new BrokerFacts(Admin.create(properties));
        } catch (KafkaException e) {
            throw new UnknownException("cannot be reached: " + KafkaFailure.text(e), e);
        }
    }

    /** Its name and nodes, in words. */
    String cluster() throws InterruptedException {
        DescribeClusterResult cluster = admin.describeCluster();
        Collection<Node> nodes = ask("its nodes", cluster.nodes());
        node = nodes.iterator().next();
        return "cluster " + ask("its name", cluster.clusterId()) + ", nodes: " + nodes.size();
    }

    /**
     * A topic as its cluster shows it to this login.
     *
     * @param partitions 0 where the login may not even know of it
     * @param rights what the login may do; all where the cluster does not tell
     */
    record Topic(int partitions, Set<AclOperation> rights) {
        static final Topic HIDDEN = new Topic(0, Set.of());

        private static Topic of(TopicDescription found) {
            Set<AclOperation> told = found.authorizedOperations();
            return new Topic(
                    found.partitions().size(),
                    told == null ? EnumSet.allOf(AclOperation.class) : told);
        }
    }

    /** Those of the topics that are there. */
    Map<String, Topic> topics(Collection<String> names) throws InterruptedException {
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

    /** The longest transaction.timeout.ms that it allows. */
    long maxTransactionTimeoutMs() throws InterruptedException {
        ConfigResource broker =
                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node.id()));
        return Long.parseLong(
                ask("its settings", admin.describeConfigs(List.of(broker)).all())
                        .get(broker)
                        .get(MAX_TRANSACTION_TIMEOUT)
                        .value());
    }

    /** 0 where it does not say. */
    int transactionVersion() throws InterruptedException {
        FinalizedVersionRange version =
                ask("its features", admin.describeFeatures().featureMetadata())
                        .finalizedFeatures()
                        .get(TRANSACTION_VERSION);
        return version == null ? 0 : version.maxVersionLevel();
    }

    /** What this login may do. */
    Rights rights() {
        return new Rights(admin);
    }

    /** Waits for an answer; throws {@link UnknownException} of the same cause where there is none. */
    static <T> T ask(String what, KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnknownException(
                    "does not tell " + what + ": " + KafkaFailure.text(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new UnknownException("does not tell " + what + ": no answer", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
