package org.spikelink.operators;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

/** Small models with seeded weights whose neurons spike in about half of their steps. */
public final class TestModels {
    public static final int WIDTH = 6;
    public static final int HEIGHT = 5;
    public static final long BIN_US = 10_000;
    public static final int WINDOW_BINS = 6;

    private static final int HIDDEN = 16;
    private static final int CLASSES = 4;

    private TestModels() {}

    /** Version 1 of the model that most tests use. */
    public static Model events() {
        return events("1", 7);
    }

    /** Events in bins of {@link #BIN_US} from the first event on; overlapping windows. */
    public static Model events(String version, long seed) {
        return events(version, seed, new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT));
    }

    static Model events(String version, long seed, Slicing slicing) {
        InputSpec input = new InputSpec.Events(WIDTH, HEIGHT, 2, 1, InputSpec.Value.COUNT, slicing);
        return model(input, version, seed);
    }

    /** {@link #events()} with filters, most of which remember something. */
    static Model filtered() {
        InputSpec input =
                new InputSpec.Events(
                        WIDTH,
                        HEIGHT,
                        2,
                        1,
                        InputSpec.Value.COUNT,
                        new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT),
                        List.of(
                                new FilterSpec.RateLimit(600, 50_000),
                                new FilterSpec.Region(1, 0, WIDTH - 1, HEIGHT),
                                new FilterSpec.BackgroundActivity(15_000, 1),
                                new FilterSpec.HotPixel(30, 100_000, 2),
                                new FilterSpec.Refractory(7_000),
                                new FilterSpec.Flicker(2, 100, 3)));
        return model(input, "1", 7);
    }

    /** Samples of {@code channels} channels, one each {@link #BIN_US}. */
    static Model samples(int channels) {
        return model(new InputSpec.Samples(channels, BIN_US), "1", 11);
    }

    private static Model model(InputSpec input, String version, long seed) {
        ModelDocument document =
                new ModelDocument(
                        "test",
                        version,
                        List.of("a", "b", "c", "d"),
                        input,
                        List.of(
                                slstm(input.size(), HIDDEN, Reset.SUBTRACT),
                                slstm(HIDDEN, CLASSES, Reset.NONE)),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(WINDOW_BINS, WINDOW_BINS / 2, false),
                        null);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new HashMap<>();
        layer("layers.0.", input.size(), HIDDEN, random, tensors);
        layer("layers.1.", HIDDEN, CLASSES, random, tensors);
        return ModelFile.of(document, tensors);
    }

    private static LayerSpec slstm(int inputs, int hidden, Reset reset) {
        return new SlstmSpec(inputs, hidden, reset, false, null, false, null);
    }

    private static void layer(
            String prefix, int inputs, int hidden, SplittableRandom random, Map<String, Tensor> t) {
        t.put(prefix + "weight_ih", uniform(random, 4 * hidden, inputs));
        t.put(prefix + "weight_hh", uniform(random, 4 * hidden, hidden));
        t.put(prefix + "bias_ih", uniform(random, 4 * hidden));
        t.put(prefix + "bias_hh", uniform(random, 4 * hidden));
        t.put(prefix + "threshold", Tensor.of(0.02f));
    }

    private static Tensor uniform(SplittableRandom random, int... shape) {
        float[] values = new float[(int) Tensor.size(shape)];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-1, 1);
        }
        return new Tensor(shape, values);
    }
}
