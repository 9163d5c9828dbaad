package org.spikelink.jobs.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.replay.ReplayListener;
import org.spikelink.jobs.watch.TerminalSize;

/** A replay's progress bar on stderr: recordings played, batches and events sent. */
final class ReplayProgress implements ReplayListener, AutoCloseable {
    private static final long UNKNOWN = -1;
    private static final int UPDATE_EVERY_MS = 200;

    private final ProgressBar bar;
    private long batches;
    private long events;
    private long toldNs = System.nanoTime();

    /** A bar of so many recordings, or without an end. */
    ReplayProgress(int recordings, boolean loop) {
        bar =
                new ProgressBarBuilder()
                        // Not the default one: it takes Ctrl-C away from the JVM, and its shutdown
                        // hooks with it.
                        .setConsumer(
                                new ConsoleProgressBarConsumer(
                                        System.err, TerminalSize.now().columns()))
                        .setTaskName("replay")
                        .setInitialMax(loop ? UNKNOWN : recordings)
                        .setUpdateIntervalMillis(UPDATE_EVERY_MS)
                        .continuousUpdate()
                        .hideEta()
                        .clearDisplayOnFinish()
                        .build();
    }

    @Override
    public void sent(SensorBatch batch) {
        batches++;
        events += ((PackedEvents) batch.payload()).count();
        if (System.nanoTime() - toldNs > UPDATE_EVERY_MS * 1_000_000L) {
            toldNs = System.nanoTime();
            bar.setExtraMessage(
                    String.format(Locale.ROOT, " %,d batches, %,d events", batches, events));
        }
    }

    @Override
    public void ended(String stream) {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
