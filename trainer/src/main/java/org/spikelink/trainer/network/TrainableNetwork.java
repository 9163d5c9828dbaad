package org.spikelink.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelTensors;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableTypes;

/** The layers of a model and all their parameters. The shards of a batch share it, read-only. */
public final class TrainableNetwork {
    private final ModelDocument document;
    private final Parameters parameters = new Parameters();
    private final List<TrainableLayer> layers = new ArrayList<>();
    private final int inputWeights;

    private TrainableNetwork(
            ModelDocument document, Map<String, Tensor> given, NetworkOptions options) {
        Footprint.check(document, Runtime.getRuntime().maxMemory());
        this.document = document;
        int spiking = 0;
        int count = (int) document.layers().stream().filter(LayerSpec::spikes).count();
        for (LayerSpec spec : document.layers()) {
            ThresholdSpec threshold = spec.spikes() ? options.threshold(spiking++, count) : null;
            LayerOptions layer =
                    new LayerOptions(
                            threshold,
                            options.learnInitialState(),
                            options.initialization(),
                            options.surrogate(),
                            options.layers().getOrDefault(layers.size(), LayerTraining.DEFAULT),
                            document.decision().windowBins(),
                            parametersOf(layers.size(), given));
            layers.add(TrainableTypes.layer(spec, layer, parameters));
        }
        parameters.allocate();
        Parameters.Slot first = layers.get(0).inputWeights();
        inputWeights = first == null ? 0 : first.size();
    }

    private static String prefix(int layer) {
        return "layers." + layer;
    }

    /** The tensors of one layer, without its prefix. */
    private static Map<String, Tensor> parametersOf(int layer, Map<String, Tensor> tensors) {
        String prefix = ModelTensors.prefix(layer);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        tensors.forEach(
                (name, tensor) -> {
                    if (name.startsWith(prefix)) {
                        parameters.put(name.substring(prefix.length()), tensor);
                    }
                });
        return parameters;
    }

    /** A network with initial weights; the same seed gives the same weights. */
    public static TrainableNetwork create(
            ModelDocument document, NetworkOptions options, long seed) {
        TrainableNetwork network = new TrainableNetwork(document, Map.of(), options);
        SplittableRandom random = new SplittableRandom(seed);
        network.layers.forEach(layer -> layer.initialize(random));
        network.refresh();
        return network;
    }

    /**
     * A network with given weights, named as in the model file.
     *
     * @throws org.spikelink.core.model.ModelException if they do not fit the document
     */
    public static TrainableNetwork of(
            ModelDocument document, Map<String, Tensor> tensors, NetworkOptions options) {
        checkWeights(document, tensors);
        TrainableNetwork network = new TrainableNetwork(document, tensors, options);
        for (int n = 0; n < network.layers.size(); n++) {
            network.layers.get(n).load(prefix(n), tensors);
        }
        network.refresh();
        return network;
    }

    /** Checks the tensors that the model file has too. */
    private static void checkWeights(ModelDocument document, Map<String, Tensor> tensors) {
        Map<String, Tensor> checked = new LinkedHashMap<>(tensors);
        checked.keySet().removeIf(name -> name.contains(LayerTraining.BATCH_NORM));
        ModelTensors.weights(document, checked);
    }

    public ModelDocument document() {
        return document;
    }

    public Parameters parameters() {
        return parameters;
    }

    int layerCount() {
        return layers.size();
    }

    TrainableLayer layer(int n) {
        return layers.get(n);
    }

    /** Numbers of the spiking layers. */
    public List<Integer> spikingLayers() {
        List<Integer> spiking = new ArrayList<>();
        for (int n = 0; n < layers.size(); n++) {
            if (document.layers().get(n).spikes()) {
                spiking.add(n);
            }
        }
        return spiking;
    }

    /** X. */
    public int inputs() {
        return layers.get(0).inputs();
    }

    /** Number of input weights of the first layer, which are the first parameters; 0 if it has none of this shape. */
    public int inputWeights() {
        return inputWeights;
    }

    /** Recomputes the values derived from the parameters after these changed; call before any shard runs. */
    public void refresh() {
        layers.forEach(TrainableLayer::refresh);
    }

    /** Buffers for a shard. */
    public NetworkRun newRun() {
        return new NetworkRun(this);
    }

    /** Sets weights [C][X] and biases [C] of the last layer, which is linear; call before any shard runs. */
    public void setOutput(Tensor weight, Tensor bias) {
        int last = layers.size() - 1;
        String prefix = prefix(last);
        layers.get(last).load(prefix, Map.of(prefix + ".weight", weight, prefix + ".bias", bias));
        refresh();
    }

    /** Number of thresholds of a spiking layer: 1, or one for each neuron. */
    public int thresholds(int layer) {
        return tensors().get(prefix(layer) + ".threshold").values().length;
    }

    /** Sets the thresholds of a spiking layer, one for all neurons or one for each; call before any shard runs. */
    public void setThresholds(int layer, float[] thresholds) {
        Map<String, Tensor> tensors = unfolded();
        tensors.put(prefix(layer) + ".threshold", Tensor.of(thresholds));
        layers.get(layer).load(prefix(layer), tensors);
        refresh();
    }

    /** All tensors by the model file's names; copies. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = unfolded();
        for (int n = 0; n < layers.size(); n++) {
            layers.get(n).fold(prefix(n), tensors);
        }
        return tensors;
    }

    /** All tensors as they are trained, with those of batch normalizations; copies. */
    public Map<String, Tensor> unfolded() {
        Map<String, Tensor> tensors = learned(parameters.values());
        for (int n = 0; n < layers.size(); n++) {
            layers.get(n).storeFixed(prefix(n), tensors);
        }
        return tensors;
    }

    /** Values that training changes without gradients; live. */
    public List<float[]> memory() {
        return layers.stream().flatMap(layer -> layer.memory().stream()).toList();
    }

    /** Whether a layer is normalized over batches. */
    public boolean isNormalized() {
        return layers.stream().anyMatch(layer -> !layer.memory().isEmpty());
    }

    /** Makes the statistics of the last batch the running ones. */
    public void adoptStatistics() {
        layers.forEach(TrainableLayer::adoptStatistics);
        refresh();
    }

    /** The layers in stages: each a layer alone, or adjacent ones without state that run row by row. */
    List<List<TrainableLayer>> stages() {
        List<List<TrainableLayer>> stages = new ArrayList<>();
        boolean stacks = false;
        for (int n = 0; n < layers.size(); n++) {
            boolean last = n == layers.size() - 1;
            boolean compares = last && document.layers().get(n).spikes(); // its mem is needed
            boolean byRow = layers.get(n).rowLayer().isPresent() && !compares;
            if (!byRow || !stacks) {
                stages.add(new ArrayList<>());
            }
            stages.get(stages.size() - 1).add(layers.get(n));
            stacks = byRow;
        }
        return stages;
    }

    /** Gradients of the trained parameters by the model file's names; copies. */
    public Map<String, Tensor> gradients() {
        return learned(parameters.gradients());
    }

    private Map<String, Tensor> learned(float[] from) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int n = 0; n < layers.size(); n++) {
            layers.get(n).storeLearned(prefix(n), tensors, from);
        }
        return tensors;
    }
}
