package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Partitions of new topics: their number, and whether they can be written to yet. */
public final class Partitions {
    /** Default number of partitions of a new topic. */
    public static final int DEFAULT = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

    private Partitions() {}

    /**
     * Waits until every partition answers. A topic exists before its partitions are ready. If an idempotent producer
     * sends its first batches in between, and one is rejected and the next accepted, it can never send again.
     *
     * @throws KafkaException if they do not answer within 15 s
     */
    public static void awaitLeaders(Admin admin, Collection<String> topics)
            throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                askAll(admin, topics);
                return;
            } catch (ExecutionException e) {
                // A broker does not know a new topic until the controller announces it.
                if (!(e.getCause() instanceof RetriableException)
                        || System.nanoTime() > deadlineNs) {
                    throw new KafkaException(
                            "topics %s are not ready (%s)"
                                    .formatted(topics, e.getCause().getMessage()),
                            e.getCause());
                }
                Thread.sleep(BETWEEN_QUESTIONS.toMillis());
            }
        }
    }

    private static void askAll(Admin admin, Collection<String> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(
                            p ->
                                    partitions.put(
                                            new TopicPartition(topic.name(), p.partition()),
                                            OffsetSpec.latest()));
        }
        admin.listOffsets(partitions).all().get();
    }
}
