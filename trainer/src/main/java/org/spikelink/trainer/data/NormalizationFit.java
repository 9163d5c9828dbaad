package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.trainer.data.item.Item;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.data.item.SeriesItem;

/** Fits a normalization to series. They are pooled by the same code as in the job. */
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
                        new EncoderSpec.Direct(),
                        input.missing());
        FrameCutter cutter = new FrameCutter(pooled, Integer.MAX_VALUE);
        NormalizationFit fit = new NormalizationFit(input.channels());
        for (Item item : items) {
            fit.add(cutter.cut((SeriesItem) item).sequence());
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

    /** 1 for a constant channel. */
    private static double inverse(double spread) {
        return spread < 1e-6 ? 1 : 1 / spread;
    }
}
