package org.spikelink.jobs.watch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.spikelink.core.record.Outgoing;
import org.spikelink.jobs.broker.BrokerWatch;
import org.spikelink.jobs.outputs.OutputReader;

/** Shows what a job writes until it is cancelled, its time is over, or the broker has been gone for too long. */
public final class Watcher {
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private final WatchOptions options;
    private final LiveStreams streams = new LiveStreams();
    private final OutputReader.Sink sink = new LiveSink();
    private final long startMs = System.currentTimeMillis();
    private final long startNs = System.nanoTime();
    private volatile boolean cancelled;

    /** A watch that has not begun; runs once. */
    public Watcher(WatchOptions options) {
        this.options = options;
    }

    /**
     * Watches, and shows on {@code screen}, which stays the caller's to close.
     *
     * @throws WatchException if no broker answers within 10 s, it has no such topics, or it is gone for longer than
     *     {@link WatchOptions#giveUpAfter}
     */
    public void run(Screen screen) throws InterruptedException {
        try (BrokerWatch broker =
                        new BrokerWatch(options.bootstrapServers(), options.kafkaProperties());
                BrokerPresence presence = first(broker);
                OutputReader reader =
                        new OutputReader(
                                options.bootstrapServers(),
                                options.spikes(),
                                options.classes(),
                                options.from(),
                                options.kafkaProperties())) {
            watch(reader, presence, screen);
        } catch (IllegalArgumentException | IllegalStateException | KafkaException e) {
            throw new WatchException(e.getMessage(), e);
        }
    }

    /** Ends the watch soon; for any thread. */
    public void cancel() {
        cancelled = true;
    }

    private BrokerPresence first(BrokerWatch broker) throws InterruptedException {
        Duration patience =
                options.giveUpAfter().compareTo(FIRST_CONTACT) < 0
                        ? options.giveUpAfter()
                        : FIRST_CONTACT;
        if (!broker.awaitThere(patience)) {
            throw new WatchException("no Kafka broker answers at " + options.bootstrapServers());
        }
        Set<String> missing = broker.missingTopics(List.of(options.spikes(), options.classes()));
        if (!missing.isEmpty()) {
            throw new WatchException(
                    "the broker at " + options.bootstrapServers() + " has no topic " + missing);
        }
        return new BrokerPresence(broker);
    }

    private void watch(OutputReader reader, BrokerPresence presence, Screen screen) {
        long endMs = options.runFor().map(time -> startMs + time.toMillis()).orElse(Long.MAX_VALUE);
        long showMs = now() + screen.everyMs();
        while (!cancelled && now() < endMs) {
            reader.read(POLL, sink);
            if (now() >= showMs) {
                show(presence.missingFor(), screen);
                showMs = now() + screen.everyMs();
            }
        }
        show(presence.missingFor(), screen);
    }

    private void show(Duration missing, Screen screen) {
        Snapshot snapshot = streams.snapshot(now(), screen.rows());
        boolean gone = missing.compareTo(BrokerPresence.NOTABLE) >= 0;
        screen.show(
                SnapshotText.lines(
                        gone ? snapshot.withBrokerMissing(missing) : snapshot, screen.columns()));
        if (missing.compareTo(options.giveUpAfter()) >= 0) {
            throw new WatchException(
                    "the Kafka broker at %s has been gone for %d s, longer than --give-up-after"
                            .formatted(options.bootstrapServers(), missing.toSeconds()));
        }
    }

    /** Wall clock, ms, that does not jump when it is set. */
    private long now() {
        return startMs + (System.nanoTime() - startNs) / 1_000_000;
    }

    /** Adds what is read to the streams, with the time of reading. */
    private final class LiveSink implements OutputReader.Sink {
        @Override
        public void output(Outgoing output, long writtenMs) {
            streams.add(output, writtenMs, now());
        }

        @Override
        public void undecodable() {
            streams.addUndecodable();
        }
    }
}
