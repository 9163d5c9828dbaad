package org.spikelink.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape and options of one layer, and all that follows from them. Immutable. Implementations are records in the
 * package of their layer type.
 */
public interface LayerSpec {
    /** Largest number of inputs or outputs of a layer. */
    int MAX_WIDTH = 1 << 24;

    /** Name of the layer type, as {@code type} in a model file. */
    String type();

    /** Values that a step takes; of an image its size flattened in (C, H, W) order. */
    int inputs();

    /** The shape of the inputs, if they must be an image; empty if any values of that number are taken. */
    default Optional<Image> inputImage() {
        return Optional.empty();
    }

    /** The shape of the outputs, if they are an image. */
    default Optional<Image> outputImage() {
        return Optional.empty();
    }

    /** Values that a step gives. */
    int outputs();

    /** Whether outputs are spikes, 1 where a membrane potential is above its threshold, rather than real values. */
    boolean spikes();

    /**
     * Whether every output that is not 0 is 1, so that a weight that meets it is only added.
     *
     * @param inputsAreSpikes whether that holds for the inputs
     */
    default boolean outputsAreSpikes(boolean inputsAreSpikes) {
        return spikes();
    }

    /** The parameters that the layer has or may have, in the order of a model file. */
    List<ParameterSpec> parameters();

    /** The parameter of that name. */
    default ParameterSpec parameter(String name) {
        return parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "name must be a parameter of %s (got %s)"
                                                .formatted(type(), name)));
    }

    /** What the layer remembers from step to step. */
    default StateSpec state() {
        return StateSpec.NONE;
    }

    /** Weights that a step meets beside those of its inputs: recurrent ones, each a multiplication and accumulation. */
    default long recurrentOperations() {
        return 0;
    }

    /** Weights that a step meets if no input is 0, without the recurrent ones. */
    long denseInputOperations();

    /** The entry in a model file: {@code type} first, then options in the order written, null for one that is not set. */
    Map<String, Object> json();

    /** The names that PyTorch and snnTorch give the parameters, in the order of a state dict. */
    TorchNames torchNames();

    /**
     * Whether a batch normalization of the outputs can be folded into its parameters {@code weight} [channels][...] and
     * {@code bias} [channels].
     */
    default boolean takesBatchNorm() {
        return false;
    }

    /**
     * Checks what no parameter shows alone.
     *
     * @param prefix of the layer's parameters in messages, with its dot
     * @throws RuntimeException a model's, if weights do not fit each other
     */
    default void check(String prefix, LayerWeights weights) {}

    /**
     * Bound of the pre-activations' magnitude, shown before the first step so that none can overflow.
     *
     * @param largestInput bound of the inputs' magnitude
     */
    double largestPreactivation(LayerWeights weights, double largestInput);

    /** Bound of the outputs' magnitude, given that of the pre-activations. */
    double largestOutput(LayerWeights weights, double largestPreactivation);

    /** Bound of the membranes' magnitude, given that of the pre-activations. */
    default double largestMembrane(LayerWeights weights, double largestPreactivation) {
        return largestOutput(weights, largestPreactivation);
    }

    /** The thresholds of a spiking layer, one for all neurons or one each; empty for any other layer. Read only. */
    default float[] thresholds(LayerWeights weights) {
        return new float[0];
    }

    /** What a user should know before using the layer, each a phrase behind its name; empty if all is well. */
    default List<String> warnings(LayerWeights weights) {
        return List.of();
    }

    /**
     * What a user should know about this layer and the one that follows it, each a phrase behind this one's name.
     *
     * @param next weights of the layer that follows
     */
    default List<String> warningsBefore(LayerWeights weights, LayerWeights next) {
        return List.of();
    }

    /** A layer that can be stepped, on the kernel of this JVM. */
    Layer newLayer(LayerWeights weights);
}
