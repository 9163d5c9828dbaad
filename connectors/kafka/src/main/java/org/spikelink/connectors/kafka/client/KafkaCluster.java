package org.spikelink.connectors.kafka.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.spikelink.connectors.kafka.codec.RequiredText;

/**
 * How clients connect to a Kafka cluster. Every admin client, consumer and producer gets its properties here.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties further properties of Kafka's clients, such as a login; copied
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> properties)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(30);

    /** Throws {@link IllegalArgumentException} if the servers are blank or a login cannot be read. */
    public KafkaCluster {
        RequiredText.check("bootstrap servers", bootstrapServers);
        properties = Map.copyOf(properties);
        KafkaSecrets.check(properties);
    }

    /** A cluster that needs no further properties. */
    public static KafkaCluster at(String bootstrapServers) {
        return new KafkaCluster(bootstrapServers, Map.of());
    }

    /** Properties that any client needs. */
    public Properties client() {
        Properties client = new Properties();
        client.putAll(properties);
        client.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    /**
     * Opens an admin client whose requests fail after {@code timeout}; contacts no broker yet.
     *
     * @throws KafkaException if the addresses or the properties cannot be used
     */
    public Admin admin(Duration timeout) {
        Properties admin = client();
        String ms = Long.toString(timeout.toMillis());
        admin.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ms);
        admin.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ms);
        return Admin.create(admin);
    }

    /**
     * Creates topics with the broker's default number of replicas, and waits until they can be written to. Topics
     * that exist are left unchanged.
     *
     * @param partitions of each new topic, at least 1
     * @throws BrokerException if a topic cannot be created, for instance because its name is invalid
     */
    public void createTopics(int partitions, String... names) throws InterruptedException {
        createTopics(partitions, List.of(names));
    }

    /** Creates all topics of a job; see {@link #createTopics(int, String...)}. */
    public void createTopics(int partitions, Topics topics) throws InterruptedException {
        createTopics(partitions, topics.all());
    }

    /**
     * Creates a topic of one partition that keeps the last record of each key, and waits until it can be written to. A
     * topic that exists is left unchanged.
     *
     * @throws BrokerException if it cannot be created
     */
    public void createCompactedTopic(String name) throws InterruptedException {
        try (Admin admin = admin(CREATION_TIMEOUT)) {
            NewTopics.createCompacted(admin, name, CREATION_TIMEOUT);
        } catch (KafkaException e) {
            throw new BrokerException(KafkaFailure.text(e), e);
        }
    }

    private void createTopics(int partitions, List<String> names) throws InterruptedException {
        try (Admin admin = admin(CREATION_TIMEOUT)) {
            NewTopics.create(admin, names, partitions, CREATION_TIMEOUT);
        }
    }

    /**
     * Properties of a consumer that reads committed records, commits no offsets by itself and creates no topics. If
     * the next records have been deleted, it continues with the earliest that remain.
     *
     * @param timeout of its requests
     */
    public Properties consumer(Duration timeout) {
        Properties consumer = client();
        consumer.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        String ms = Long.toString(timeout.toMillis());
        consumer.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ms);
        consumer.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ms);
        return consumer;
    }

    /** Properties of a producer that neither loses nor repeats a record. */
    public Properties producer() {
        Properties producer = client();
        producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return producer;
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "KafkaCluster[bootstrapServers=%s, properties=%s]"
                .formatted(bootstrapServers, KafkaSecrets.shown(properties));
    }
}
