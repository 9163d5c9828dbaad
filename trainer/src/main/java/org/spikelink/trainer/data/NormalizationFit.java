package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;

/** Fits a normalization to series, pooled by the very code that the job pools with. */
final class NormalizationFit {
    private final int channels;
    private final double[] sums;
    private final double[] squares;
    private final double[] smallest;
    private final double[] largest;
    private long steps;

    private NormalizationFit(int channels) {
        this.channels = channels;
        sums = new double[channels];
        squares = new double[channels];
        smallest = new double[channels];
        largest = new double[channels];
        Arrays.fill(smallest, Double.MAX_VALUE);
        Arrays.fill(largest, -Double.MAX_VALUE);
    }

    static Normalization of(NormalizationKind kind, InputSpec.Samples input, List<Item> items) {
        if (kind == NormalizationKind.NONE) {
            return Normalization.NONE;
        }
        InputSpec.Samples pooled =
                new InputSpec.Samples(
                        input.channels(),
                        input.periodUs(),
                        input.pooling(),
                        Normalization.NONE,
                        new EncoderSpec.Direct());
        FrameCutter cutter = new FrameCutter(pooled, new DecisionSpec(1, 1, false));
        NormalizationFit fit = new NormalizationFit(input.channels());
        for (Item item : items) {
            SeriesItem series = (SeriesItem) item;
            fit.add(cutter.cut(series.series().values(), pooled, item.recording().name()));
        }
        return kind == NormalizationKind.STANDARD ? fit.standard() : fit.minMax();
    }

    private void add(LabelledSequence sequence) {
        float[] dense = new float[channels];
        for (int t = 0; t < sequence.steps(); t++) {
            Arrays.fill(dense, 0);
            for (int n = sequence.start(t); n < sequence.end(t); n++) {
                dense[sequence.indices()[n]] = sequence.values()[n];
            }
            for (int c = 0; c < channels; c++) {
                sums[c] += dense[c];
                squares[c] += (double) dense[c] * dense[c];
                smallest[c] = Math.min(smallest[c], dense[c]);
                largest[c] = Math.max(largest[c], dense[c]);
            }
        }
        steps += sequence.steps();
    }

    private Normalization standard() {
        List<Double> offset = new ArrayList<>();
        List<Double> scale = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            double mean = sums[c] / steps;
            offset.add(mean);
            scale.add(inverse(Math.sqrt(Math.max(0, squares[c] / steps - mean * mean))));
        }
        return new Normalization(offset, scale);
    }

    private Normalization minMax() {
        List<Double> offset = new ArrayList<>();
        List<Double> scale = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            offset.add(smallest[c]);
            scale.add(inverse(largest[c] - smallest[c]));
        }
        return new Normalization(offset, scale);
    }

    /** 1 for a channel that does not change. */
    private static double inverse(double spread) {
        return spread < 1e-6 ? 1 : 1 / spread;
    }
}
