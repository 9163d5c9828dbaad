package org.spikelink.jobs.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Whether the partitions of new topics can be written to yet. */
public final class Partitions {
    private Partitions() {}

    /**
     * Waits until every partition answers. A topic is there before its partitions are, and an idempotent producer whose
     * first batches come in between, one refused and the next accepted, can never send again.
     *
     * @throws KafkaException if they do not answer within the admin client's time
     */
    public static void awaitLeaders(Admin admin, Collection<String> topics)
            throws InterruptedException {
        try {
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
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "topics %s do not come up (%s)".formatted(topics, e.getCause().getMessage()),
                    e.getCause());
        }
    }
}
