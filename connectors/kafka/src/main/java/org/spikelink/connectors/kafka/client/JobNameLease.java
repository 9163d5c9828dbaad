package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.core.log.LogLine;

/**
 * Holds a job's name (see {@link JobName}) in a separate thread until it is closed. Never fails the job: if it may
 * not hold the name, it logs that once; if the brokers do not answer, it retries.
 */
public final class JobNameLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobNameLease.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final JobName name;
    private final String topic;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Holds a job's name.
     *
     * @param topic that the job may read
     */
    public JobNameLease(JobName name, String topic) {
        this.name = name;
        this.topic = topic;
        this.thread = new Thread(this::hold, "job name " + name.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void hold() {
        boolean rehearsed = false;
        while (!closed) {
            try {
                if (!rehearsed) {
                    // Flink closes a job's class loader before it closes this, so the classes
                    // that leaving needs must be loaded by then.
                    beMember(JobNameLease::hasNotJoined);
                    rehearsed = true;
                }
                beMember(consumer -> true);
            } catch (AuthorizationException
                    | AuthenticationException
                    | InvalidSessionTimeoutException e) {
                // Read on the group is missing, or group.min.session.timeout.ms is above the
                // session: a second job of the name would not be rejected.
                LOG.warn("{}", line("job_name_not_held", e));
                return;
            } catch (KafkaException e) {
                LOG.info("{}", line("job_name_held_again", e));
                pause();
            }
        }
    }

    private LogLine line(String event, KafkaException e) {
        return LogLine.of(event).with("group", name.group()).with("error", e.getMessage());
    }

    private static boolean hasNotJoined(Consumer<?, ?> consumer) {
        return consumer.groupMetadata().generationId() < 0;
    }

    /** Joins the group, and leaves it once {@code goOn} is false or this is closed. */
    private void beMember(Predicate<Consumer<?, ?>> goOn) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        name.membership(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
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

    /** The group exists only for its list of members; nothing is read. */
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
