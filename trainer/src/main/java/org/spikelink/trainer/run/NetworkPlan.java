package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.network.PerLayer;

/**
 * The layers to be learned: hidden SLSTM layers, and one that has {@code population} outputs for each class.
 *
 * @param hidden neurons of each hidden layer, possibly none
 * @param output of spiking neurons or of real values
 * @param population outputs a class, at least 1
 * @param readout how outputs become scores
 * @param resets one for all SLSTM layers, or one for each
 * @param inhibition whether only the strongest neuron of a hidden layer may spike
 * @param stateQuant of every SLSTM layer, or null
 * @param surrogate of every SLSTM layer
 */
public record NetworkPlan(
        List<Integer> hidden,
        Output output,
        int population,
        ReadoutSpec.Kind readout,
        List<Reset> resets,
        boolean inhibition,
        StateQuant stateQuant,
        SurrogateSpec surrogate) {
    /** What the last layer is made of. */
    public enum Output {
        SLSTM,
        LINEAR
    }

    public NetworkPlan {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            check(width >= 1 && width <= 1 << 16, "hidden must be 1..65536 neurons", width);
        }
        check(population >= 1 && population <= 1 << 12, "population must be 1..4096", population);
        check(
                output == Output.SLSTM || readout != ReadoutSpec.Kind.SPIKE_COUNT,
                "readout must be max_membrane or mean_membrane where the output is linear",
                readout);
        check(
                output == Output.SLSTM || !hidden.isEmpty(),
                "hidden must name at least one layer where the output is linear",
                hidden);
        resets = List.copyOf(resets);
        PerLayer.check("reset", resets, spikingLayers(hidden, output));
    }

    /** How many layers spike. */
    public int spikingLayers() {
        return spikingLayers(hidden, output);
    }

    private static int spikingLayers(List<Integer> hidden, Output output) {
        return hidden.size() + (output == Output.SLSTM ? 1 : 0);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    /** The layers of a network with so many inputs and classes. */
    public List<LayerSpec> layers(int inputs, int classes) {
        List<LayerSpec> layers = new ArrayList<>();
        int width = inputs;
        for (int neurons : hidden) {
            layers.add(slstm(layers.size(), width, neurons, inhibition));
            width = neurons;
        }
        int outputs = Math.multiplyExact(classes, population);
        layers.add(
                output == Output.SLSTM
                        ? slstm(layers.size(), width, outputs, false)
                        : new LayerSpec.Linear(width, outputs));
        return layers;
    }

    private LayerSpec slstm(int n, int inputs, int neurons, boolean inhibited) {
        Reset reset = PerLayer.of(resets, n);
        return new LayerSpec.Slstm(inputs, neurons, reset, inhibited, stateQuant, false, surrogate);
    }

    public ReadoutSpec readoutSpec() {
        return new ReadoutSpec(readout, population);
    }
}
