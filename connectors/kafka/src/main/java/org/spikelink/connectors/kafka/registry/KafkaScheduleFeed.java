package org.spikelink.connectors.kafka.registry;

import java.time.Duration;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ScheduleFeed;

/**
 * Follows the schedule of one model in the registry's topic.
 *
 * @param kafka cluster of the topic
 * @param topic of the registry
 * @param name of the model
 */
public record KafkaScheduleFeed(KafkaCluster kafka, String topic, String name)
        implements ScheduleFeed {
    private static final long serialVersionUID = 1L;
    private static final Duration BETWEEN_READS = Duration.ofMillis(500);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Duration LAST_READ = Duration.ofSeconds(3);

    @Override
    public Following follow(Listener listener) {
        Follower follower = new Follower(listener);
        Thread thread = new Thread(follower, "spikelink models " + name);
        thread.setDaemon(true);
        thread.start();
        return () -> end(follower, thread);
    }

    private static void end(Follower follower, Thread thread) {
        follower.ended = true;
        thread.interrupt();
        try {
            thread.join(LAST_READ.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads until it is ended; opens the topic again after each failure. */
    private final class Follower implements Runnable {
        private final Listener listener;
        private volatile boolean ended;
        private ModelSchedule latest;
        private boolean away;

        Follower(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void run() {
            try {
                while (!ended) {
                    try (RegistryReader reader = new RegistryReader(kafka, topic)) {
                        read(reader);
                    } catch (SpikelinkException e) {
                        failed(e.getMessage());
                        Thread.sleep(BETWEEN_TRIES.toMillis());
                    }
                }
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                Thread.currentThread().interrupt(); // ended
            }
        }

        private void read(RegistryReader reader) throws InterruptedException {
            while (!ended) {
                Registry registry = reader.readToEnd();
                if (away && !ended) {
                    away = false;
                    listener.readable();
                }
                found(registry.schedule(name).orElseGet(() -> ModelSchedule.empty(name)));
                Thread.sleep(BETWEEN_READS.toMillis());
            }
        }

        /** A topic that is read again from its beginning gives older schedules as well. */
        private void found(ModelSchedule schedule) {
            if (!ended && (latest == null || schedule.revision() > latest.revision())) {
                latest = schedule;
                listener.changed(schedule);
            }
        }

        private void failed(String reason) {
            if (!away && !ended) {
                away = true;
                listener.unreadable(reason);
            }
        }
    }
}
