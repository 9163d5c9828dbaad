package org.spikelink.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.surrogate.Surrogate;

/** The layers of a model and all their parameters. Shards of a batch run on it at the same time; none changes it. */
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
        int count = (int) document.layers().stream().filter(TrainableNetwork::spikes).count();
        for (LayerSpec spec : document.layers()) {
            String prefix = prefix(layers.size());
            if (spec instanceof LayerSpec.Slstm slstm) {
                ThresholdSpec threshold = options.threshold(spiking++, count);
                LayerOptions layer = options(prefix, slstm, threshold, given, options);
                layers.add(new SlstmLayer(slstm, layer, parameters));
            } else if (spec instanceof LayerSpec.Linear linear) {
                boolean hasBias = given.isEmpty() || given.containsKey(prefix + ".bias");
                layers.add(new LinearLayer(linear, parameters, hasBias));
            }
        }
        parameters.allocate();
        inputWeights = projection(layers.get(0)).weight().size();
    }

    private static boolean spikes(LayerSpec spec) {
        return spec instanceof LayerSpec.Slstm;
    }

    private static String prefix(int layer) {
        return "layers." + layer;
    }

    private static LayerOptions options(
            String prefix,
            LayerSpec.Slstm spec,
            ThresholdSpec threshold,
            Map<String, Tensor> given,
            NetworkOptions options) {
        Tensor thresholds = given.get(prefix + ".threshold");
        return new LayerOptions(
                threshold,
                thresholds == null ? 1 : thresholds.values().length,
                given.isEmpty() || given.containsKey(prefix + ".bias_ih"),
                options.learnInitialState(),
                given.containsKey(prefix + ".syn_0") || given.containsKey(prefix + ".mem_0"),
                options.initialization(),
                options.surrogate() == null ? Surrogate.of(spec.surrogate()) : options.surrogate());
    }

    /** Draws first weights; the same seed, the same weights. */
    public static TrainableNetwork create(
            ModelDocument document, NetworkOptions options, long seed) {
        TrainableNetwork network = new TrainableNetwork(document, Map.of(), options);
        SplittableRandom random = new SplittableRandom(seed);
        network.layers.forEach(layer -> layer.initialize(random));
        network.refresh();
        return network;
    }

    /**
     * Goes on from weights named as in the model file.
     *
     * @throws org.spikelink.core.model.ModelException if they do not fit the document
     */
    public static TrainableNetwork of(
            ModelDocument document, Map<String, Tensor> tensors, NetworkOptions options) {
        Model.of(document, tensors); // checks them
        TrainableNetwork network = new TrainableNetwork(document, tensors, options);
        for (int n = 0; n < network.layers.size(); n++) {
            network.layers.get(n).load(prefix(n), tensors);
        }
        network.refresh();
        return network;
    }

    private static Projection projection(TrainableLayer layer) {
        return layer instanceof SlstmLayer slstm
                ? slstm.projection()
                : ((LinearLayer) layer).projection();
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
            if (layers.get(n) instanceof SlstmLayer) {
                spiking.add(n);
            }
        }
        return spiking;
    }

    /** X. */
    public int inputs() {
        return layers.get(0).inputs();
    }

    /** How many of the parameters, the first ones, are the first layer's input weights. */
    public int inputWeights() {
        return inputWeights;
    }

    /** Works out what follows from the parameters, after they changed; before any shard runs. */
    public void refresh() {
        layers.forEach(TrainableLayer::refresh);
    }

    /** Buffers for a shard. */
    public NetworkRun newRun() {
        return new NetworkRun(this);
    }

    /** Sets weights [C][X] and biases [C] of the linear layer that comes last; before any shard runs. */
    public void setOutput(Tensor weight, Tensor bias) {
        int last = layers.size() - 1;
        String prefix = prefix(last);
        layers.get(last).load(prefix, Map.of(prefix + ".weight", weight, prefix + ".bias", bias));
        refresh();
    }

    /** All tensors by the model file's names; copies. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = learned(parameters.values());
        for (int n = 0; n < layers.size(); n++) {
            layers.get(n).storeFixed(prefix(n), tensors);
        }
        return tensors;
    }

    /** Gradients of what is learned by the model file's names; copies. */
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
