package org.spikelink.tools.demo;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.EvaluationReport;

/**
 * The result of a demo.
 *
 * @param matrix accuracy of the classes read from Kafka
 * @param lost recordings with a missing step or class
 * @param different complete recordings whose steps or classes differ from those of evaluate
 * @param batches sent
 * @param events sent
 * @param steps read back
 * @param took from the first batch to the last output
 * @param latencyMs from the Kafka timestamp of the batch that closed a bin to that of the output
 */
public record DemoReport(
        ConfusionMatrix matrix,
        int lost,
        int different,
        long batches,
        long events,
        long steps,
        Duration took,
        Histogram latencyMs) {

    /** Whether no output is missing or differs by a bit. */
    public boolean isWhole() {
        return lost == 0 && different == 0;
    }

    /** The result as text. */
    public String text() {
        double seconds = Math.max(1e-9, took.toNanos() / 1e9);
        return EvaluationReport.text(matrix)
                + String.format(
                        Locale.ROOT,
                        "recordings %d, lost %d, different from evaluate %d%n"
                                + "%.1f s: %,.0f batches/s, %,.0f events/s, %,.0f steps/s%n"
                                + "latency at full speed, including queueing: p50 %d ms, p90 %d ms, p99 %d ms, max %d ms%n",
                        matrix.recordings(),
                        lost,
                        different,
                        seconds,
                        batches / seconds,
                        events / seconds,
                        steps / seconds,
                        latencyMs.getValueAtPercentile(50),
                        latencyMs.getValueAtPercentile(90),
                        latencyMs.getValueAtPercentile(99),
                        latencyMs.getMaxValue());
    }
}
