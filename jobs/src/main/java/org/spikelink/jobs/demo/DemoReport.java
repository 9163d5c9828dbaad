package org.spikelink.jobs.demo;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.jobs.evaluate.EvaluationReport;

/**
 * What a demo showed.
 *
 * @param evaluation how often the classes from Kafka were right
 * @param lost recordings with a step or class missing
 * @param different recordings with all steps and classes, but not those that evaluate gives
 * @param batches sent
 * @param events sent
 * @param steps read back
 * @param took from the first batch to the last output
 * @param latencyMs from the Kafka timestamp of the batch that closed a bin to that of the output
 */
public record DemoReport(
        Evaluation evaluation,
        int lost,
        int different,
        long batches,
        long events,
        long steps,
        Duration took,
        Histogram latencyMs) {

    /** Whether everything came back, bit for bit. */
    public boolean isWhole() {
        return lost == 0 && different == 0;
    }

    /** The tables. */
    public String text() {
        double seconds = Math.max(1e-9, took.toNanos() / 1e9);
        return EvaluationReport.text(evaluation)
                + String.format(
                        Locale.ROOT,
                        "%d recordings, %d lost, %d different from evaluate%n"
                                + "%.1f s: %,.0f batches/s, %,.0f events/s, %,.0f steps/s%n"
                                + "latency at full speed, queueing included: p50 %d ms, p90 %d ms, p99 %d ms, max %d ms%n",
                        evaluation.recordings(),
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
