package org.spikelink.tools.watch;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.tools.models.TakenBack;

/**
 * What rollback rules have done in the last day, for those who watch. Reads the registry in a thread of its own; one that is
 * missing, or may not be read, has no news.
 */
public final class RollbackNews implements AutoCloseable {
    private static final Duration SHOWN = Duration.ofDays(1);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private final KafkaCluster kafka;
    private final String topic;
    private final Thread thread;
    private volatile List<String> lines = List.of();
    private volatile boolean closed;

    /**
     * Begins to read.
     *
     * @param topic of the registry
     */
    public RollbackNews(KafkaCluster kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
        thread = new Thread(this::run, "rollback news");
        thread.setDaemon(true);
        thread.start();
    }

    /** A line for each, the oldest first. */
    public List<String> lines() {
        return lines;
    }

    private void run() {
        try {
            while (!closed) {
                try (RegistryReader reader = new RegistryReader(kafka, topic)) {
                    read(reader);
                } catch (SpikelinkException | KafkaException e) {
                    Thread.sleep(BETWEEN_TRIES.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void read(RegistryReader reader) throws InterruptedException {
        while (!closed) {
            Registry registry = reader.readToEnd();
            long sinceMs = System.currentTimeMillis() - SHOWN.toMillis();
            lines =
                    registry.names().stream()
                            .flatMap(n -> TakenBack.of(registry.scheduleOf(n), sinceMs).stream())
                            .map(TakenBack::text)
                            .toList();
            Thread.sleep(BETWEEN_READS.toMillis());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
