package org.spikelink.connectors.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.core.log.LogLine;

/**
 * Tells the brokers that a job runs, see {@link JobName}, from a thread of its own until it is closed. Never harms the
 * job: where it may not, it says so once; where brokers are away, it tries again.
 */
final class NameHolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameHolder.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Properties membership;
    private final String topic;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Holds a job's name.
     *
     * @param membership of {@link JobName#membership}
     * @param topic that the job may read
     */
    NameHolder(Properties membership, String topic) {
        this.membership = membership;
        this.topic = topic;
        this.thread = new Thread(this::hold, group() + " holder");
        thread.setDaemon(true);
        thread.start();
    }

    private String group() {
        return membership.getProperty(ConsumerConfig.GROUP_ID_CONFIG);
    }

    private void hold() {
        boolean rehearsed = false;
        while (!closed) {
            try {
                if (!rehearsed) {
                    // Flink closes a job's class loader before it closes this: what leaving needs
                    // must be loaded by then.
                    beMember(NameHolder::hasNotJoined);
                    rehearsed = true;
                }
                beMember(consumer -> true);
            } catch (AuthorizationException | AuthenticationException e) {
                // It needs Read on the group; without it, nobody who starts the job twice is told.
                LOG.warn("{}", line("job_name_not_held", e));
                return;
            } catch (KafkaException e) {
                LOG.info("{}", line("job_name_held_again", e));
                pause();
            }
        }
    }

    private LogLine line(String event, KafkaException e) {
        return LogLine.of(event).with("group", group()).with("error", e.getMessage());
    }

    private static boolean hasNotJoined(Consumer<?, ?> consumer) {
        return consumer.groupMetadata().generationId() < 0;
    }

    /** Joins the group, and leaves it when that is enough, or this is closed. */
    private void beMember(Predicate<Consumer<?, ?>> goOn) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        membership, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.subscribe(List.of(topic), new ReadsNothing(consumer));
            while (!closed && goOn.test(consumer)) {
                consumer.poll(POLL);
            }
        } finally {
            consumer.close(CloseOptions.timeout(GOODBYE));
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** The group is there for its members, not for what they would read. */
    private record ReadsNothing(Consumer<byte[], byte[]> consumer)
            implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    /** Frees the name; takes some seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(GOODBYE.plus(POLL).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
