package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;

/**
 * Everything about a model except its weights: the JSON document in the model file.
 *
 * @param name names the model, 1..200 characters
 * @param version of the model, 1..100 characters
 * @param labels of the classes, distinct
 * @param input of the first layer
 * @param layers at least one, each as wide as the next one's input
 * @param readout how outputs become scores
 * @param decision when a decision is made
 * @param training how it was trained, or null
 * @param carryState whether a stream that goes on with this model keeps the state that it has under another one, if all
 *     layers have the same shapes; if not, it starts from zero
 * @param bands what the model did on validation data, or null
 */
public record ModelDocument(
        String name,
        String version,
        List<String> labels,
        InputSpec input,
        List<LayerSpec> layers,
        ReadoutSpec readout,
        DecisionSpec decision,
        TrainingSpec training,
        boolean carryState,
        Bands bands) {
    public static final String FORMAT = "spikelink/1";
    private static final int MAX_LABEL_CHARS = 200;

    /** This many scores still fit a Kafka record of the default size, even in JSON. */
    private static final int MAX_LABELS = 32_768;

    /** A document of a model with which streams start from zero. */
    public ModelDocument(
            String name,
            String version,
            List<String> labels,
            InputSpec input,
            List<LayerSpec> layers,
            ReadoutSpec readout,
            DecisionSpec decision,
            TrainingSpec training) {
        this(name, version, labels, input, layers, readout, decision, training, false, null);
    }

    public ModelDocument {
        labels = List.copyOf(labels);
        layers = List.copyOf(layers);
        require(
                !name.isBlank() && name.length() <= 200,
                "name must have 1..200 characters (got '%s')",
                name);
        require(
                !version.isBlank() && version.length() <= 100,
                "version must have 1..100 characters (got '%s')",
                version);
        checkLabels(labels);
        checkWidths(input, layers);
        checkReadout(labels, layers, readout);
        if (bands != null) {
            bands.check(labels, layers);
        }
    }

    private static void checkLabels(List<String> labels) {
        require(!labels.isEmpty(), "labels must name at least one class (got none)");
        require(
                labels.size() <= MAX_LABELS,
                "labels must name at most %d classes (got %d)",
                MAX_LABELS,
                labels.size());
        HashSet<String> seen = new HashSet<>();
        for (String label : labels) {
            require(
                    !label.isEmpty() && label.length() <= MAX_LABEL_CHARS,
                    "labels must have 1..%d characters (got '%s')",
                    MAX_LABEL_CHARS,
                    label);
            require(seen.add(label), "labels must be distinct (got '%s' twice)", label);
        }
    }

    private static void checkWidths(InputSpec input, List<LayerSpec> layers) {
        require(!layers.isEmpty(), "layers must hold at least one layer (got none)");
        int width = input.size();
        Optional<Image> before = input.image();
        for (int n = 0; n < layers.size(); n++) {
            LayerSpec layer = layers.get(n);
            checkImage(n, before, layer.inputImage());
            require(
                    layer.inputs() == width,
                    "layers.%d.%s must be %d, the outputs of what comes before it (got %d)",
                    n,
                    layer.inputImage().isPresent() ? "in, in all," : "inputs",
                    width,
                    layer.inputs());
            width = layer.outputs();
            before = layer.outputImage();
        }
    }

    /** Values that are no image may be taken as one, and an image as values. */
    private static void checkImage(int n, Optional<Image> before, Optional<Image> taken) {
        require(
                before.isEmpty() || taken.isEmpty() || before.equals(taken),
                "layers.%d.in must be %s, the shape of what comes before it (got %s)",
                n,
                before.orElse(null),
                taken.orElse(null));
    }

    private static void checkReadout(
            List<String> labels, List<LayerSpec> layers, ReadoutSpec readout) {
        LayerSpec last = layers.get(layers.size() - 1);
        require(
                last.outputs() == (long) labels.size() * readout.population(),
                "the last layer must have labels x population = %d x %d outputs (got %d)",
                labels.size(),
                readout.population(),
                last.outputs());
        require(
                last.spikes() || readout.kind() != ReadoutSpec.Kind.SPIKE_COUNT,
                "readout.kind spike_count needs a last layer that spikes, such as slstm (got %s, which does not spike)",
                last.type());
    }

    /** Name and version, as outputs contain it. */
    public String id() {
        return name + "/" + version;
    }

    /** The same model with another readout and other rules on when it decides. */
    public ModelDocument with(ReadoutSpec otherReadout, DecisionSpec otherDecision) {
        return new ModelDocument(
                name,
                version,
                labels,
                input,
                layers,
                otherReadout,
                otherDecision,
                training,
                carryState,
                bands);
    }

    /** The same model under another version. */
    public ModelDocument withVersion(String other) {
        return new ModelDocument(
                name, other, labels, input, layers, readout, decision, training, carryState, bands);
    }

    /** The same model with other bands; null for none. */
    public ModelDocument withBands(Bands other) {
        return new ModelDocument(
                name,
                version,
                labels,
                input,
                layers,
                readout,
                decision,
                training,
                carryState,
                other);
    }
}
