package org.spikelink.trainer.network;

import java.util.Arrays;
import java.util.Map;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Tensor;

/** A vector of a layer that is learned, or stays as it is. */
final class VectorParameter {
    private final Parameters parameters;
    private final Parameters.Slot slot; // null where it stays
    private final float[] fixed; // null where it is learned

    private VectorParameter(Parameters parameters, Parameters.Slot slot, float[] fixed) {
        this.parameters = parameters;
        this.slot = slot;
        this.fixed = fixed;
    }

    static VectorParameter learned(Parameters parameters, int size) {
        return new VectorParameter(parameters, parameters.add(size), null);
    }

    /** Never below {@code floor}. */
    static VectorParameter learned(Parameters parameters, int size, double floor) {
        return new VectorParameter(parameters, parameters.add(size, (float) floor), null);
    }

    static VectorParameter fixed(int size) {
        return new VectorParameter(null, null, new float[size]);
    }

    boolean isLearned() {
        return slot != null;
    }

    /** Where it stands among all parameters. */
    Parameters.Slot slot() {
        return slot;
    }

    int size() {
        return slot == null ? fixed.length : slot.size();
    }

    float get(int j) {
        return slot == null ? fixed[j] : parameters.values()[slot.at() + j];
    }

    void fill(float value) {
        Arrays.fill(array(), at(), at() + size(), value);
    }

    void set(int j, float value) {
        array()[at() + j] = value;
    }

    /** A single value stands for all. */
    void load(String name, Tensor tensor) {
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

    /** Copies it, or its gradient, out of an array laid out as the parameters are. */
    void storeLearned(String name, Map<String, Tensor> tensors, float[] from) {
        if (isLearned()) {
            tensors.put(name, Tensor.of(Arrays.copyOfRange(from, slot.at(), slot.end())));
        }
    }

    void storeFixed(String name, Map<String, Tensor> tensors) {
        if (!isLearned()) {
            tensors.put(name, Tensor.of(fixed.clone()));
        }
    }

    private float[] array() {
        return slot == null ? fixed : parameters.values();
    }

    private int at() {
        return slot == null ? 0 : slot.at();
    }
}
