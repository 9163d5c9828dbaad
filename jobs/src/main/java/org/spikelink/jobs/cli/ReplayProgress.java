package org.spikelink.jobs.cli;

import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.replay.ReplayListener;
import org.spikelink.jobs.watch.TerminalSize;

/** A progress bar on stderr of what is played or simulated: takes done, batches and events sent. */
final class ReplayProgress implements ReplayListener, AutoCloseable {
    static final int UNKNOWN = -1;

    private static final int UPDATE_EVERY_MS = 200;

    private final Optional<ProgressBar> bar;
    private long batches;
    private long events;
    private long toldNs = System.nanoTime();

    private ReplayProgress(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /** A bar of so many takes, {@link #UNKNOWN} without an end; none where no one looks at stderr. */
    static ReplayProgress onTerminal(String task, int takes) {
        return new ReplayProgress(
                OutputStreamKind.STDERR.isTerminal()
                        ? Optional.of(bar(task, takes))
                        : Optional.empty());
    }

    private static ProgressBar bar(String task, int takes) {
        return new ProgressBarBuilder()
                // Not the default one: it takes Ctrl-C away from the JVM, and its shutdown hooks
                // with it.
                .setConsumer(
                        new ConsoleProgressBarConsumer(System.err, TerminalSize.now().columns()))
                .setTaskName(task)
                .setInitialMax(takes)
                .setUpdateIntervalMillis(UPDATE_EVERY_MS)
                .continuousUpdate()
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void sent(SensorBatch batch) {
        batches++;
        events += batch.measurements();
        if (System.nanoTime() - toldNs > UPDATE_EVERY_MS * 1_000_000L) {
            toldNs = System.nanoTime();
            String sent = String.format(Locale.ROOT, " %,d batches, %,d events", batches, events);
            bar.ifPresent(shown -> shown.setExtraMessage(sent));
        }
    }

    @Override
    public void ended(String stream) {
        step();
    }

    /** A take is done; from any thread. */
    void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
