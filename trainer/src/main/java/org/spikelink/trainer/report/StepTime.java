package org.spikelink.trainer.report;

import org.jfree.chart.axis.NumberAxis;
import org.spikelink.core.model.InputSpec;

/** Where a step is on a chart: in ms of sensor time, in s where that is shorter to read, or counted. */
final class StepTime {
    /** From this many ms on, axes show seconds. */
    private static final double LONG_MS = 10_000;

    private final int steps;
    private final double perStep;
    private final String label;

    StepTime(InputSpec input, int steps) {
        this.steps = steps;
        if (input.stepUs().isEmpty()) {
            this.perStep = 1;
            this.label = "step";
            return;
        }
        double ms = input.stepUs().getAsDouble() / 1e3;
        boolean seconds = ms * steps >= LONG_MS;
        this.perStep = seconds ? ms / 1e3 : ms;
        this.label = seconds ? "time, s" : "time, ms";
    }

    /** Where step {@code t} ends. */
    double end(int t) {
        return (t + 1) * perStep;
    }

    /** Where the last step ends. */
    double end() {
        return steps * perStep;
    }

    NumberAxis axis() {
        NumberAxis axis = ChartStyle.axis(label);
        axis.setRange(0, end());
        return axis;
    }
}
