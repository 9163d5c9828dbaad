package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.LayerSpec;

/**
 * What a model did on validation data, so that a job can tell when live data make it do something else.
 *
 * @param recordings number of recordings that the bands come from, at least 1
 * @param layers of each layer
 * @param confidence mean over windows; null if it is not known
 * @param classShares share of the windows that are answered with a class, of each class; empty if they are not known
 */
public record Bands(
        int recordings, List<LayerBands> layers, Band confidence, List<Band> classShares) {
    /** A model of more classes has no bands of their shares: each is a metric of the job. */
    public static final int MOST_CLASSES = 256;

    /**
     * The bands of a layer.
     *
     * @param firingRate spikes per neuron and step; null for a layer that does not spike
     * @param activeInputs share of the inputs that are not 0 in a step
     */
    public record LayerBands(Band firingRate, Band activeInputs) {}

    public Bands {
        layers = List.copyOf(layers);
        classShares = List.copyOf(classShares);
        require(recordings >= 1, "bands.recordings must be at least 1 (got %d)", recordings);
    }

    /** All bands by their names: {@code layers.0.firing_rate}, {@code confidence}, {@code class_shares.LABEL}. */
    public Map<String, Band> named(List<String> labels) {
        Map<String, Band> named = new LinkedHashMap<>();
        for (int n = 0; n < layers.size(); n++) {
            if (layers.get(n).firingRate() != null) {
                named.put("layers." + n + ".firing_rate", layers.get(n).firingRate());
            }
            named.put("layers." + n + ".active_inputs", layers.get(n).activeInputs());
        }
        if (confidence != null) {
            named.put("confidence", confidence);
        }
        for (int c = 0; c < classShares.size(); c++) {
            named.put("class_shares." + labels.get(c), classShares.get(c));
        }
        return named;
    }

    /** These bands without those that other rules on when to answer change. */
    public Bands ofLayers() {
        return new Bands(recordings, layers, null, List.of());
    }

    /** Throws {@link ModelException} if these are not the bands of a model with these classes and layers. */
    void check(List<String> labels, List<LayerSpec> specs) {
        require(
                layers.size() == specs.size(),
                "bands.layers must have one entry for each of the %d layers (got %d)",
                specs.size(),
                layers.size());
        for (int n = 0; n < layers.size(); n++) {
            require(
                    specs.get(n).spikes() || layers.get(n).firingRate() == null,
                    "bands.layers.%d.firing_rate needs a layer that spikes (got %s)",
                    n,
                    specs.get(n).type());
        }
        require(
                classShares.isEmpty() || classShares.size() == labels.size(),
                "bands.class_shares must have one band for each of the %d classes (got %d)",
                labels.size(),
                classShares.size());
        require(
                classShares.size() <= MOST_CLASSES,
                "bands.class_shares must be at most %d (got %d)",
                MOST_CLASSES,
                classShares.size());
    }
}
