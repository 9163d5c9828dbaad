package org.spikelink.trainer.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All learned values in one array, and their gradients in another, so that clipping, optimizers and checkpoints are
 * loops over one array. The first layer's input weights come first: their gradient is computed row by row for the
 * whole batch, while each shard has a gradient buffer for all other parameters.
 */
public final class Parameters {
    private final List<Slot> slots = new ArrayList<>();
    private int size;
    private float[] values = {};
    private float[] gradients = {};

    /**
     * The place of one tensor.
     *
     * @param at its first position
     * @param size number of values
     * @param floor lower bound of each value; -infinity for none
     * @param decays whether weight decay applies to it: to weights, but not to biases, thresholds and initial states
     */
    public record Slot(int at, int size, float floor, boolean decays) {
        public int end() {
            return at + size;
        }
    }

    private Slot add(long count, float floor, boolean decays) {
        Slot slot = new Slot(size, Math.toIntExact(count), floor, decays);
        size = Math.addExact(size, slot.size());
        slots.add(slot);
        return slot;
    }

    /** Weights. */
    public Slot add(long count) {
        return add(count, Float.NEGATIVE_INFINITY, true);
    }

    /** Values without weight decay. */
    public Slot addUndecayed(long count, float floor) {
        return add(count, floor, false);
    }

    /** All tensors, in the order of their places. */
    public List<Slot> slots() {
        return Collections.unmodifiableList(slots);
    }

    /** Allocates the arrays, after all slots have been added. */
    public void allocate() {
        values = new float[size];
        gradients = new float[size];
    }

    public int size() {
        return size;
    }

    public float[] values() {
        return values;
    }

    public float[] gradients() {
        return gradients;
    }

    /** Raises values below their lower bound to it. */
    public void applyFloors() {
        for (Slot slot : slots) {
            for (int j = slot.at(); slot.floor() > Float.NEGATIVE_INFINITY && j < slot.end(); j++) {
                values[j] = Math.max(values[j], slot.floor());
            }
        }
    }
}
