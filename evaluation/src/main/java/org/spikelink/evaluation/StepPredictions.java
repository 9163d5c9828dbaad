package org.spikelink.evaluation;

import java.util.Arrays;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.model.InputSpec;

/**
 * A model's predictions for each sample of a series: the class of the last window that ends at its step.
 *
 * @param labels [T] true class, {@link Series#UNLABELLED} where unknown
 * @param predicted [T] class index, -1 where no window ends
 */
public record StepPredictions(int[] labels, int[] predicted) {

    /** The predictions for a series before any class has been decided. */
    static StepPredictions of(Series series) {
        int[] predicted = new int[series.steps()];
        Arrays.fill(predicted, -1);
        return new StepPredictions(series.stepLabels(), predicted);
    }

    /** The label of the last labelled sample that makes up {@code step}; unlabelled if none is. */
    int labelOf(InputSpec.Samples input, long step) {
        long first = input.firstSample(step);
        long end = Math.min(first + input.pooling().samples(), labels.length);
        for (long t = end - 1; t >= first; t--) {
            if (labels[(int) t] != Series.UNLABELLED) {
                return labels[(int) t];
            }
        }
        return Series.UNLABELLED;
    }

    /** Sets the class of all samples that make up {@code step}, where a window ended. */
    void decided(InputSpec.Samples input, long step, int classIndex) {
        long first = input.firstSample(step);
        long end = Math.min(first + input.pooling().samples(), predicted.length);
        for (long t = first; t < end; t++) {
            predicted[(int) t] = classIndex;
        }
    }
}
