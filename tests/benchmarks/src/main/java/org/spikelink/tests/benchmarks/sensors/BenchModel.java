package org.spikelink.tests.benchmarks.sensors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/**
 * Models of two SLSTM layers, H neurons and one for each of ten classes, with seeded random weights: enough to
 * measure speed.
 */
public final class BenchModel {
    /** Length of a bin, µs. */
    public static final long BIN_US = 10_000;

    private static final int CLASSES = 10;
    private static final int WINDOW_BINS = 30;
    private static final float THRESHOLD = 0.1f;
    private static final long SEED = 7;

    private BenchModel() {}

    /** A model of {@code hidden} neurons for an N-MNIST sensor: 34 x 34 pixels, ON and OFF, X = 2312. */
    public static Model nmnist(int hidden) {
        return nmnist(hidden, "1");
    }

    /** Another version of {@link #nmnist}, with the same weights. */
    public static Model nmnist(int hidden, String version) {
        return of(34, 34, 2, 1, hidden, List.of(), version);
    }

    /** A model of {@code hidden} neurons for a small sensor: 35 x 20 pixels, ON and OFF together, X = 700. */
    public static Model small(int hidden) {
        return of(35, 20, 1, 1, hidden, List.of());
    }

    /**
     * A model of {@code hidden} neurons for a sensor of 1280 x 720 pixels, ON and OFF, in blocks of 8 x 8: X = 28800.
     */
    public static Model hd(int hidden) {
        return of(1280, 720, 2, 8, hidden, List.of());
    }

    /** {@link #hd} with one neuron and a filter of events. */
    public static Model hd(FilterSpec filter) {
        return of(1280, 720, 2, 8, 1, List.of(filter));
    }

    /** {@link #nmnist} with one neuron and a filter of events. */
    public static Model nmnist(FilterSpec filter) {
        return of(34, 34, 2, 1, 1, List.of(filter));
    }

    private static Model of(
            int width,
            int height,
            int polarities,
            int downsample,
            int hidden,
            List<FilterSpec> filters) {
        return of(width, height, polarities, downsample, hidden, filters, "1");
    }

    private static Model of(
            int width,
            int height,
            int polarities,
            int downsample,
            int hidden,
            List<FilterSpec> filters,
            String version) {
        InputSpec input =
                new InputSpec.Events(
                        width,
                        height,
                        polarities,
                        downsample,
                        InputSpec.Value.COUNT,
                        new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT),
                        filters);
        ModelDocument document =
                new ModelDocument(
                        "bench",
                        version,
                        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                        input,
                        List.of(slstm(input.size(), hidden), slstm(hidden, CLASSES)),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(WINDOW_BINS, WINDOW_BINS, true),
                        null);
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Tensor> tensors = new HashMap<>();
        put("layers.0.", input.size(), hidden, random, tensors);
        put("layers.1.", hidden, CLASSES, random, tensors);
        return ModelFile.of(document, tensors);
    }

    private static LayerSpec slstm(int inputs, int hidden) {
        return new SlstmSpec(inputs, hidden, Reset.NONE, false, null, false, null);
    }

    private static void put(
            String prefix, int inputs, int hidden, SplittableRandom random, Map<String, Tensor> t) {
        t.put(prefix + "weight_ih", uniform(random, hidden, 4 * hidden, inputs));
        t.put(prefix + "weight_hh", uniform(random, hidden, 4 * hidden, hidden));
        t.put(prefix + "bias_ih", uniform(random, hidden, 4 * hidden));
        t.put(prefix + "bias_hh", uniform(random, hidden, 4 * hidden));
        t.put(prefix + "threshold", Tensor.of(THRESHOLD));
    }

    /** As torch starts a layer: ±1/sqrt(H). */
    private static Tensor uniform(SplittableRandom random, int hidden, int... shape) {
        double bound = 1 / Math.sqrt(hidden);
        float[] values = new float[(int) Tensor.size(shape)];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-bound, bound);
        }
        return new Tensor(shape, values);
    }
}
