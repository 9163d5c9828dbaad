package org.spikelink.connectors.recordings.evaluate;

import java.util.Arrays;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.model.InputSpec;

/**
 * What a model took each sample of a series for: the class of the last window that ends at its step.
 *
 * @param labels [T] the truth, {@link Series#UNLABELLED} where unknown
 * @param predicted [T] class index, -1 where no window ends
 */
public record StepPredictions(int[] labels, int[] predicted) {

    /** Of a series of which nothing has been decided yet. */
    static StepPredictions of(Series series) {
        int[] predicted = new int[series.steps()];
        Arrays.fill(predicted, -1);
        return new StepPredictions(series.stepLabels(), predicted);
    }

    /** A window that ends at {@code step} was taken for a class: all samples that the step is made of are. */
    void decided(InputSpec.Samples input, long step, int classIndex) {
        long first = input.firstSample(step);
        long end = Math.min(first + input.pooling().samples(), predicted.length);
        for (long t = first; t < end; t++) {
            predicted[(int) t] = classIndex;
        }
    }
}
