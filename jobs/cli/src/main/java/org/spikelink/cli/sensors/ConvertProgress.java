package org.spikelink.cli.sensors;

import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.spikelink.cli.console.OutputStreamKind;
import org.spikelink.cli.console.TerminalSize;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.SensorSize;

/** A progress bar on stderr that counts the events read. */
final class ConvertProgress implements AutoCloseable {
    private static final int UPDATE_EVERY_MS = 200;

    private final Optional<ProgressBar> bar;

    private ConvertProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /** A bar of {@code events}, -1 if unknown; none if stderr is not a terminal. */
    static ConvertProgress onTerminal(String task, long events) {
        return new ConvertProgress(
                OutputStreamKind.STDERR.isTerminal()
                        ? Optional.of(bar(task, events))
                        : Optional.empty());
    }

    private static ProgressBar bar(String task, long events) {
        return new ProgressBarBuilder()
                // The default consumer installs a handler for Ctrl-C, and the JVM's shutdown hooks
                // do not run.
                .setConsumer(
                        new ConsoleProgressBarConsumer(System.err, TerminalSize.now().columns()))
                .setTaskName(task)
                .setInitialMax(events)
                .setUpdateIntervalMillis(UPDATE_EVERY_MS)
                .clearDisplayOnFinish()
                .build();
    }

    /** The same events, counted as they are read. */
    EventSource counting(EventSource source) {
        return bar.isEmpty() ? source : () -> new Counting(source.open(), bar.get());
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }

    private record Counting(EventDecoder events, ProgressBar bar) implements EventDecoder {
        @Override
        public boolean read(EventChunk chunk) {
            boolean more = events.read(chunk);
            bar.stepBy(chunk.count());
            return more;
        }

        @Override
        public Optional<SensorSize> sensorSize() {
            return events.sensorSize();
        }

        @Override
        public Map<String, Long> skipped() {
            return events.skipped();
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
