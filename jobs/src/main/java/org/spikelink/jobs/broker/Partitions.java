package org.spikelink.jobs.broker;

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

/** Of new topics: how many, and whether they can be written to yet. */
public final class Partitions {
    /** Of topics that are created where nobody asks for more. */
    public static final int USUAL = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

    private Partitions() {}

    /**
     * Waits until every partition answers. A topic is there before its partitions are, and an idempotent producer whose
     * first batches come in between, one refused and the next accepted, can never send again.
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
                // That a topic is unknown is news that travels from the controller to the broker.
                if (!(e.getCause() instanceof RetriableException)
                        || System.nanoTime() > deadlineNs) {
                    throw new KafkaException(
                            "topics %s do not come up (%s)"
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
