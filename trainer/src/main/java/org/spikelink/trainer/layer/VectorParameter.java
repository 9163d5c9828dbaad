package org.spikelink.trainer.layer;

import java.util.Arrays;
import java.util.Map;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Tensor;

/** A learned or fixed vector of a layer. */
public final class VectorParameter {
    private final Parameters parameters;
    private final Parameters.Slot slot; // null if it is fixed
    private final float[] fixed; // null if it is learned

    private VectorParameter(Parameters parameters, Parameters.Slot slot, float[] fixed) {
        this.parameters = parameters;
        this.slot = slot;
        this.fixed = fixed;
    }

    public static VectorParameter learned(Parameters parameters, int size) {
        return learned(parameters, size, Float.NEGATIVE_INFINITY);
    }

    /** Never below {@code floor}. */
    public static VectorParameter learned(Parameters parameters, int size, double floor) {
        return new VectorParameter(parameters, parameters.addUndecayed(size, (float) floor), null);
    }

    public static VectorParameter fixed(int size) {
        return new VectorParameter(null, null, new float[size]);
    }

    /** The thresholds of a spiking layer, as its options say: one for all of so many neurons or channels, or one for each. */
    public static VectorParameter threshold(Parameters parameters, LayerOptions options, int each) {
        ThresholdSpec t = options.threshold();
        return switch (t.learning()) {
            case FIXED -> {
                Tensor given = options.given().get("threshold");
                yield fixed(given == null ? 1 : given.values().length);
            }
            case FIXED_PER_NEURON -> fixed(each);
            case SCALAR -> learned(parameters, 1, t.floor());
            case PER_NEURON -> learned(parameters, each, t.floor());
        };
    }

    public boolean isLearned() {
        return slot != null;
    }

    /** Its position among all parameters. */
    public Parameters.Slot slot() {
        return slot;
    }

    public int size() {
        return slot == null ? fixed.length : slot.size();
    }

    public float get(int j) {
        return slot == null ? fixed[j] : parameters.values()[slot.at() + j];
    }

    public void fill(float value) {
        Arrays.fill(array(), at(), at() + size(), value);
    }

    public void set(int j, float value) {
        array()[at() + j] = value;
    }

    /** A single value applies to all elements. */
    public void load(String name, Tensor tensor) {
        float[] values = tensor.values();
        if (values.length == 1) {
            fill(values[0]);
        } else if (values.length == size()) {
            System.arraycopy(values, 0, array(), at(), values.length);
        } else {
            throw new ModelException(
                    "%s must be [1] or [%d] (got %s)".formatted(name, size(), tensor.shapeText()));
        }
    }

    /** Copies it, or its gradient, from an array in the layout of the parameters. */
    public void storeLearned(String name, Map<String, Tensor> tensors, float[] from) {
        if (isLearned()) {
            tensors.put(name, Tensor.of(Arrays.copyOfRange(from, slot.at(), slot.end())));
        }
    }

    public void storeFixed(String name, Map<String, Tensor> tensors) {
        if (!isLearned()) {
            tensors.put(name, Tensor.of(fixed.clone()));
        }
    }

    /**
     * Writes a shard's gradients, if it is learned.
     *
     * @param each of each element, added up if there is a single value for all
     */
    public void writeGradients(double[] each, ShardGradients gradients) {
        if (!isLearned()) {
            return;
        }
        int first = gradients.at(slot);
        if (slot.size() == 1) {
            gradients.values()[first] = (float) Arrays.stream(each).sum();
            return;
        }
        for (int j = 0; j < each.length; j++) {
            gradients.values()[first + j] = (float) each[j];
        }
    }

    private float[] array() {
        return slot == null ? fixed : parameters.values();
    }

    private int at() {
        return slot == null ? 0 : slot.at();
    }
}
