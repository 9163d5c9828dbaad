package org.spikelink.tests.endtoend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.fixture.leaky.LeakyModels;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/**
 * Models of a few kilobytes with seeded weights: bins of 10 ms, two overlapping windows, thresholds often reached.
 */
final class SmallModel {
    static final int WIDTH = 6;
    static final int HEIGHT = 5;

    static final int CHANNELS = 6;
    static final long PERIOD_US = 2_000;

    static final long BIN_US = 10_000;
    private static final int HIDDEN = 8;
    private static final int WINDOW_BINS = 6;
    private static final List<String> LABELS = List.of("a", "b", "c", "d");
    private static final float THRESHOLD = 0.02f;
    private static final long SEED = 7;

    private SmallModel() {}

    /** For a camera. */
    static Model events() {
        Slicing slicing = new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT);
        return of(new InputSpec.Events(WIDTH, HEIGHT, 2, 1, InputSpec.Value.COUNT, slicing));
    }

    /** For a camera, with other weights and bins of another length. */
    static Model events(String version, long binUs) {
        Slicing slicing = new Slicing.Time(binUs, Slicing.Origin.FIRST_EVENT);
        return of(
                version,
                new InputSpec.Events(WIDTH, HEIGHT, 2, 1, InputSpec.Value.COUNT, slicing),
                version.hashCode());
    }

    /** For a camera whose events are filtered, with a time surface. */
    static Model filtered() {
        return of(
                new InputSpec.Events(
                        WIDTH,
                        HEIGHT,
                        2,
                        1,
                        InputSpec.Value.TIME_SURFACE,
                        new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT),
                        List.of(
                                new FilterSpec.BackgroundActivity(50_000, 1),
                                new FilterSpec.HotPixel(100, 20_000, 2),
                                new FilterSpec.Refractory(2_000),
                                new FilterSpec.RateLimit(5_000, 10_000)),
                        20_000));
    }

    /** For samples, of which some wait to be pooled, and an encoder that remembers. */
    static Model samples() {
        return of(
                new InputSpec.Samples(
                        CHANNELS,
                        PERIOD_US,
                        new Pooling((int) (BIN_US / PERIOD_US), Pooling.By.MEAN),
                        Normalization.same(CHANNELS, 0.5, 2),
                        new EncoderSpec.StepForward(0.1)));
    }

    /** For a camera, of leaky integrators that tire: a layer type that only tests have. */
    static Model leaky() {
        Slicing slicing = new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT);
        return LeakyModels.of(
                new InputSpec.Events(WIDTH, HEIGHT, 2, 1, InputSpec.Value.COUNT, slicing),
                0.1,
                new DecisionSpec(WINDOW_BINS, WINDOW_BINS / 2, false));
    }

    /** For a camera, with windows that end early, overlapping ones, and windows without an answer. */
    static Model decidingEarly() {
        Model model = events();
        ModelDocument document = model.document();
        return ModelFile.of(
                document.with(
                        document.readout().withTemperature(3),
                        document.decision().with(0.3, new DecisionSpec.Early(0.35, 3))),
                model.weights());
    }

    private static Model of(InputSpec input) {
        return of("1", input, SEED);
    }

    private static Model of(String version, InputSpec input, long seed) {
        ModelDocument document =
                new ModelDocument(
                        "small",
                        version,
                        LABELS,
                        input,
                        List.of(
                                slstm(input.size(), HIDDEN, Reset.SUBTRACT),
                                slstm(HIDDEN, LABELS.size(), Reset.NONE)),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(WINDOW_BINS, WINDOW_BINS / 2, false),
                        null);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new HashMap<>();
        put("layers.0.", input.size(), HIDDEN, random, tensors);
        put("layers.1.", HIDDEN, LABELS.size(), random, tensors);
        return ModelFile.of(document, tensors);
    }

    private static LayerSpec slstm(int inputs, int hidden, Reset reset) {
        return new SlstmSpec(inputs, hidden, reset, false, null, false, null);
    }

    private static void put(
            String prefix, int inputs, int hidden, SplittableRandom random, Map<String, Tensor> t) {
        t.put(prefix + "weight_ih", uniform(random, 4 * hidden, inputs));
        t.put(prefix + "weight_hh", uniform(random, 4 * hidden, hidden));
        t.put(prefix + "bias_ih", uniform(random, 4 * hidden));
        t.put(prefix + "bias_hh", uniform(random, 4 * hidden));
        t.put(prefix + "threshold", Tensor.of(THRESHOLD));
    }

    private static Tensor uniform(SplittableRandom random, int... shape) {
        float[] values = new float[(int) Tensor.size(shape)];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-1, 1);
        }
        return new Tensor(shape, values);
    }
}
