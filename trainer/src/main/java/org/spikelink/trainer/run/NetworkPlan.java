package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.core.error.Printable;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.PerSpikingLayer;

/**
 * The layers to train: hidden SLSTM layers, and an output layer with {@code population} outputs for each class; or layers
 * of any types.
 *
 * @param layers all layers, first to last; empty for those that the other options describe
 * @param hidden neurons of each hidden layer, possibly none
 * @param output type of the output layer
 * @param population outputs for each class, at least 1
 * @param readout how outputs become scores
 * @param resets one for all SLSTM layers, or one per layer
 * @param inhibition whether only the strongest neuron of a hidden layer may spike
 * @param stateQuant of every SLSTM layer, or null
 * @param surrogate of every SLSTM layer
 */
public record NetworkPlan(
        List<LayerPlan> layers,
        List<Integer> hidden,
        Output output,
        int population,
        ReadoutSpec.Kind readout,
        List<Reset> resets,
        boolean inhibition,
        StateQuant stateQuant,
        SurrogateSpec surrogate) {
    /** The type of the output layer. */
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
                !layers.isEmpty()
                        || output == Output.SLSTM
                        || readout != ReadoutSpec.Kind.SPIKE_COUNT,
                "readout must be max_membrane or mean_membrane where the output is linear",
                readout);
        check(
                !layers.isEmpty() || output == Output.SLSTM || !hidden.isEmpty(),
                "hidden must name at least one layer where the output is linear",
                hidden);
        resets = List.copyOf(resets);
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            PerSpikingLayer.check("reset", resets, spikingLayers(hidden, output));
        } else {
            check(
                    layers.get(layers.size() - 1).spikes()
                            || readout != ReadoutSpec.Kind.SPIKE_COUNT,
                    "readout must be max_membrane or mean_membrane where the last layer does not spike",
                    readout);
        }
    }

    /** Number of spiking layers. */
    public int spikingLayers() {
        return layers.isEmpty()
                ? spikingLayers(hidden, output)
                : (int) layers.stream().filter(LayerPlan::spikes).count();
    }

    /** Of thresholds, one for all spiking layers or one per layer, those of layers whose mem never exceeds 1. */
    public List<Double> bounded(List<Double> thresholds) {
        if (layers.isEmpty()) {
            return thresholds;
        }
        List<LayerPlan> spiking = layers.stream().filter(LayerPlan::spikes).toList();
        List<Double> bounded = new ArrayList<>();
        for (int n = 0; n < spiking.size(); n++) {
            if (spiking.get(n).isBounded()) {
                bounded.add(PerSpikingLayer.of(thresholds, n));
            }
        }
        return bounded;
    }

    /** Training options of single layers, by their number. */
    public Map<Integer, LayerTraining> training() {
        Map<Integer, LayerTraining> training = new TreeMap<>();
        for (int n = 0; n < layers.size(); n++) {
            training.put(n, layers.get(n).training());
        }
        return training;
    }

    private static int spikingLayers(List<Integer> hidden, Output output) {
        return hidden.size() + (output == Output.SLSTM ? 1 : 0);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    /**
     * The layers of a network with this input and number of classes.
     *
     * @throws IllegalArgumentException if {@link #layers} do not fit each other or the input
     */
    public List<LayerSpec> specs(InputSpec input, int classes) {
        int outputs = Math.multiplyExact(classes, population);
        return layers.isEmpty() ? dense(input.size(), outputs) : planned(input, outputs);
    }

    private List<LayerSpec> dense(int inputs, int outputs) {
        List<LayerSpec> specs = new ArrayList<>();
        int width = inputs;
        for (int neurons : hidden) {
            specs.add(slstm(specs.size(), width, neurons, inhibition));
            width = neurons;
        }
        specs.add(
                output == Output.SLSTM
                        ? slstm(specs.size(), width, outputs, false)
                        : new LinearSpec(width, outputs));
        return specs;
    }

    private List<LayerSpec> planned(InputSpec input, int outputs) {
        List<LayerSpec> specs = new ArrayList<>();
        Image in = input.image().orElse(Image.vector(input.size()));
        for (LayerPlan plan : layers) {
            boolean last = specs.size() == layers.size() - 1;
            try {
                specs.add(plan.spec(in, last ? outputs : 0, stateQuant, surrogate));
            } catch (IllegalArgumentException | ModelException e) {
                throw new IllegalArgumentException(
                        "layers.%d '%s' behind %s: %s"
                                .formatted(
                                        specs.size(),
                                        Printable.of(plan.text()),
                                        in,
                                        e.getMessage()),
                        e);
            }
            LayerSpec spec = specs.get(specs.size() - 1);
            in = spec.outputImage().orElse(Image.vector(spec.outputs()));
        }
        check(
                in.size() == outputs,
                "layers must end with classes x population = " + outputs + " outputs",
                in.size());
        return specs;
    }

    private LayerSpec slstm(int n, int inputs, int neurons, boolean inhibited) {
        Reset reset = PerSpikingLayer.of(resets, n);
        return new SlstmSpec(inputs, neurons, reset, inhibited, stateQuant, false, surrogate);
    }

    public ReadoutSpec readoutSpec() {
        return new ReadoutSpec(readout, population);
    }
}
