package org.spikelink.jobs.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.spikelink.jobs.watch.TerminalSize;
import org.spikelink.trainer.learn.UpdateResult;
import org.spikelink.trainer.run.EpochRecord;
import org.spikelink.trainer.run.TrainingListener;

/** How a training goes on, on stderr: a progress bar on a terminal, else a line an epoch. */
final class TrainProgress implements TrainingListener, AutoCloseable {
    private static final int UPDATE_EVERY_MS = 200;

    /** Share that the shown loss and accuracy keep of what they were at each update. */
    private static final double SMOOTHING = 0.9;

    private final PrintWriter err;
    private final int epochs;
    private final boolean lines;
    private final ProgressBar bar; // null without a terminal
    private double loss = Double.NaN;
    private double right;
    private String validation = "";

    /**
     * A bar of the sequences of all epochs.
     *
     * @param lines whether to print a line an epoch where there is no terminal
     */
    TrainProgress(PrintWriter err, String task, int epochs, int sequences, boolean lines) {
        this.err = err;
        this.epochs = epochs;
        this.lines = lines;
        this.bar =
                OutputStreamKind.STDERR.isTerminal() ? bar(task, (long) epochs * sequences) : null;
    }

    private static ProgressBar bar(String task, long sequences) {
        return new ProgressBarBuilder()
                // Not the default one: it takes Ctrl-C away from the JVM, and its shutdown hooks
                // with it.
                .setConsumer(
                        new ConsoleProgressBarConsumer(System.err, TerminalSize.now().columns()))
                .setTaskName(task)
                .setInitialMax(sequences)
                .setUpdateIntervalMillis(UPDATE_EVERY_MS)
                .setUnit(" samples", 1)
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
    }

    /** Epochs that were done before. */
    void skip(int done, int sequences) {
        if (bar != null) {
            bar.stepTo((long) done * sequences);
        }
    }

    @Override
    public void updated(int epoch, int sequences, UpdateResult result) {
        if (bar == null) {
            return;
        }
        double share = (double) result.right() / Math.max(1, result.labelled());
        boolean first = Double.isNaN(loss);
        loss = first ? result.loss() : SMOOTHING * loss + (1 - SMOOTHING) * result.loss();
        right = first ? share : SMOOTHING * right + (1 - SMOOTHING) * share;
        bar.stepBy(sequences);
        bar.setExtraMessage(
                String.format(
                        Locale.ROOT,
                        " epoch %d/%d, loss %.3f, %.1f %% right%s",
                        epoch,
                        epochs,
                        loss,
                        100 * right,
                        validation));
    }

    private static String norm(EpochRecord epoch) {
        return Double.isNaN(epoch.gradientNorm())
                ? ""
                : String.format(Locale.ROOT, ", gradient norm %.3g", epoch.gradientNorm());
    }

    @Override
    public void ended(EpochRecord epoch, boolean best) {
        if (!Double.isNaN(epoch.validationAccuracy())) {
            validation =
                    String.format(
                            Locale.ROOT, ", validation %.1f %%", 100 * epoch.validationAccuracy());
        }
        if (bar == null && lines) {
            err.printf(
                    Locale.ROOT,
                    "epoch %d/%d: loss %.4f, %.2f %% right%s%s, %,.0f samples/s%s%n",
                    epoch.epoch(),
                    epochs,
                    epoch.loss(),
                    100 * epoch.accuracy(),
                    validation,
                    norm(epoch),
                    epoch.samplesPerSecond(),
                    best && !validation.isEmpty() ? " (best)" : "");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
