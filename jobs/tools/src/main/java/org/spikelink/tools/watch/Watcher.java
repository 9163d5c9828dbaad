package org.spikelink.tools.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.OutputReader;
import org.spikelink.core.record.Outgoing;

/** Shows a job's outputs until it is cancelled, its time is over, or the broker has been unreachable for too long. */
public final class Watcher {
    private static final Duration POLL = Duration.ofMillis(50);

    private final WatchOptions options;
    private final Consumer<String> notice;
    private final long startMs = System.currentTimeMillis();
    private final LiveStreams streams = new LiveStreams(startMs);
    private final OutputReader.Sink sink = new LiveSink();
    private final long startNs = System.nanoTime();
    private volatile boolean cancelled;

    /**
     * A watcher, which runs once.
     *
     * @param notice receives a line for the user if the broker is slow to respond
     */
    public Watcher(WatchOptions options, Consumer<String> notice) {
        this.options = options;
        this.notice = notice;
    }

    /**
     * Shows outputs on {@code screen}; does not close it.
     *
     * @throws BrokerException if no broker responds within {@link WatchOptions#patience}
     * @throws WatchException if a topic does not exist, or the broker is unreachable for longer than that
     */
    public void run(Screen screen) throws InterruptedException {
        try (BrokerWatch broker = BrokerWatch.connect(options.kafka(), options.patience(), notice);
                BrokerPresence presence = first(broker, screen);
                OutputReader reader =
                        new OutputReader(
                                options.kafka(),
                                options.spikes(),
                                options.classes(),
                                ifThere(broker, options.health()),
                                ifThere(broker, options.shadow()),
                                options.from());
                RollbackNews rollbacks = new RollbackNews(options.kafka(), options.models())) {
            watch(reader, presence, rollbacks, screen);
        } catch (IllegalArgumentException | KafkaException e) {
            throw new WatchException(e.getMessage(), e);
        }
    }

    private static Optional<String> ifThere(BrokerWatch broker, String topic)
            throws InterruptedException {
        return broker.missingTopics(List.of(topic)).isEmpty()
                ? Optional.of(topic)
                : Optional.empty();
    }

    /** Ends the watch soon; can be called from any thread. */
    public void cancel() {
        cancelled = true;
    }

    private BrokerPresence first(BrokerWatch broker, Screen screen) throws InterruptedException {
        broker.requireTopics(List.of(options.spikes(), options.classes()), "");
        return new BrokerPresence(broker, screen::notice);
    }

    private void watch(
            OutputReader reader, BrokerPresence presence, RollbackNews rollbacks, Screen screen) {
        long endMs = options.runFor().map(time -> startMs + time.toMillis()).orElse(Long.MAX_VALUE);
        long showMs = now() + screen.everyMs();
        while (!cancelled && now() < endMs) {
            reader.read(POLL, sink);
            if (now() >= showMs) {
                show(presence, rollbacks, screen);
                showMs = now() + screen.everyMs();
            }
        }
        show(presence, rollbacks, screen);
    }

    private void show(BrokerPresence presence, RollbackNews rollbacks, Screen screen) {
        Snapshot snapshot = streams.snapshot(now(), screen.rows()).withRollbacks(rollbacks.lines());
        screen.show(
                SnapshotText.lines(
                        presence.isAway()
                                ? snapshot.withBrokerMissing(presence.missingFor())
                                : snapshot,
                        screen.columns(),
                        screen.showsBlocks()));
        presence.check(options.giveUpAfter());
    }

    /** Wall-clock time in ms that does not jump when the clock is set. */
    private long now() {
        return startMs + (System.nanoTime() - startNs) / 1_000_000;
    }

    /** Adds outputs to the streams, with the time at which they were read. */
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
