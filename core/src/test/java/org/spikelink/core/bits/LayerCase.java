package org.spikelink.core.bits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.slstm.SlstmLayer;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;

/**
 * A layer, the states that its streams start with and what they are given, all of it drawn from {@code seed} and so
 * the same on every machine.
 *
 * @param quant levels of syn and mem, or null
 * @param scale size of the weights, times the root of H
 */
record LayerCase(
        Shape shape,
        Reset reset,
        boolean inhibition,
        StateQuant quant,
        Thresholds thresholds,
        boolean bias,
        float scale,
        long seed) {
    private static final List<Reset> RESETS = List.of(Reset.NONE, Reset.SUBTRACT, Reset.ZERO);
    private static final List<StateQuant> QUANTS =
            List.of(
                    StateQuant.DEFAULTS,
                    new StateQuant(2, true, true, 0.4, 0.1, 0.2, null),
                    new StateQuant(4, false, true, 0.1, 3, 9, null),
                    new StateQuant(3, false, false, 1, 0.5, 0.5, 0.6));
    private static final float[] EDGES = {0, -0f, -0.05f, 1};

    /** What the neurons' thresholds are. */
    enum Thresholds {
        /** One for each neuron, 0 to 0.1. */
        OF_EACH,
        /** One for all, 0 to 0.1. */
        OF_ALL,
        /** One for all, where comparing is delicate or nothing can spike. */
        EDGE
    }

    static LayerCase draw(SplittableRandom random, Shape.Limits limits) {
        return new LayerCase(
                Shape.draw(random, limits),
                RESETS.get(random.nextInt(RESETS.size())),
                random.nextInt(4) == 0,
                random.nextInt(3) == 0 ? QUANTS.get(random.nextInt(QUANTS.size())) : null,
                Thresholds.values()[random.nextInt(Thresholds.values().length)],
                random.nextInt(8) != 0,
                Models.anyScale(random),
                random.nextLong());
    }

    /** The next smaller ones with all else the same, boldest first. */
    Stream<LayerCase> smaller() {
        return shape.smaller()
                .map(
                        s ->
                                new LayerCase(
                                        s,
                                        reset,
                                        inhibition,
                                        quant,
                                        thresholds,
                                        bias,
                                        scale,
                                        seed));
    }

    SlstmLayer layer(KernelChoice.Kind kernel) {
        return new SlstmLayer(spec(), weights(), kernel);
    }

    private SlstmSpec spec() {
        return Models.slstm(shape.inputs(), shape.hidden(), reset, inhibition, quant, false);
    }

    SpikeRule spikeRule() {
        return new SpikeRule(threshold(), inhibition);
    }

    private LayerWeights weights() {
        SplittableRandom random = new SplittableRandom(seed);
        int hidden = shape.hidden();
        float size = scale / (float) Math.sqrt(hidden);
        Map<String, float[]> values = new HashMap<>();
        values.put("weight_ih", Models.values(random, size, 4 * hidden * shape.inputs()));
        values.put("weight_hh", Models.values(random, size, 4 * hidden * hidden));
        if (bias) {
            values.put("bias_ih", Models.values(random, size, 4 * hidden));
            values.put("bias_hh", Models.values(random, size, 4 * hidden));
        }
        values.put("threshold", threshold());
        return new LayerWeights(spec(), values);
    }

    private float[] threshold() {
        SplittableRandom random = new SplittableRandom(seed + 1);
        float[] threshold =
                Models.values(random, 0.05f, thresholds == Thresholds.OF_EACH ? shape.hidden() : 1);
        for (int j = 0; j < threshold.length; j++) {
            threshold[j] =
                    thresholds == Thresholds.EDGE
                            ? EDGES[random.nextInt(EDGES.length)]
                            : 0.05f + threshold[j];
        }
        return threshold;
    }

    /** A third of the streams start at zero; some neurons of the others exactly at their threshold. */
    LayerState states() {
        SplittableRandom random = new SplittableRandom(seed + 2);
        int hidden = shape.hidden();
        LayerState state = new LayerState(spec().state());
        state.reserve(shape.streams());
        float[] threshold = threshold();
        for (int row = 0; row < shape.streams(); row++) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            float[] mem = Models.values(random, 0.9f, hidden);
            int at = random.nextInt(2 * hidden);
            if (at < hidden) {
                mem[at] = threshold[at % threshold.length];
            }
            state.load(row, SlstmSpec.SYN, Models.values(random, 3, hidden), 0);
            state.load(row, SlstmSpec.MEM, mem, 0);
        }
        return state;
    }

    RandomFrames frames() {
        return new RandomFrames(shape, new SplittableRandom(seed + 3));
    }
}
