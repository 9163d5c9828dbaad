package org.spikelink.cli.sensors;

import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.spikelink.cli.console.OutputStreamKind;
import org.spikelink.cli.console.TerminalSize;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.play.ReplayListener;

/** A progress bar on stderr: recordings done, batches and events sent, events per second. */
public final class ReplayProgress implements ReplayListener, AutoCloseable {
    static final int UNKNOWN = -1;

    /** To the start of the line that the bar is in, and without the bar. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final int UPDATE_EVERY_MS = 200;

    private final Optional<ProgressBar> bar;
    private long batches;
    private long events;
    private long updatedNs = System.nanoTime();
    private long updatedEvents;

    private ReplayProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /** A bar of {@code recordings}, or {@link #UNKNOWN}; none if stderr is not a terminal. */
    public static ReplayProgress onTerminal(String task, int recordings) {
        return new ReplayProgress(
                OutputStreamKind.STDERR.isTerminal()
                        ? Optional.of(bar(task, recordings))
                        : Optional.empty());
    }

    private static ProgressBar bar(String task, int recordings) {
        return new ProgressBarBuilder()
                // The default consumer installs a handler for Ctrl-C, and the JVM's shutdown hooks
                // do not run.
                .setConsumer(
                        new ConsoleProgressBarConsumer(System.err, TerminalSize.now().columns()))
                .setTaskName(task)
                .setInitialMax(recordings)
                .setUpdateIntervalMillis(UPDATE_EVERY_MS)
                .continuousUpdate()
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void waiting(String notice) {
        System.err.println(bar.isPresent() ? CLEAR_LINE + notice : notice);
    }

    @Override
    public void sent(SensorBatch batch) {
        batches++;
        events += batch.measurements();
        long elapsedNs = System.nanoTime() - updatedNs;
        if (elapsedNs > UPDATE_EVERY_MS * 1_000_000L) {
            long eventsPerS = Math.round((events - updatedEvents) * 1e9 / elapsedNs);
            updatedNs += elapsedNs;
            updatedEvents = events;
            bar.ifPresent(shown -> shown.setExtraMessage(shown(eventsPerS)));
        }
    }

    private String shown(long eventsPerS) {
        return String.format(
                Locale.ROOT, " %,d batches, %,d events, %,d events/s", batches, events, eventsPerS);
    }

    @Override
    public void ended(String stream) {
        step();
    }

    /** A recording is done; can be called from any thread. */
    public void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
