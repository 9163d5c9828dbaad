package org.spikelink.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * All learned values in one array, and their gradients in another, so that clipping, optimizers and checkpoints are
 * loops over one array. The first layer's input weights come first: their gradient is made row by row for the whole
 * batch, while each shard has a buffer for all others.
 */
public final class Parameters {
    private final List<Slot> slots = new ArrayList<>();
    private int size;
    private float[] values = {};
    private float[] gradients = {};

    /**
     * One tensor's place.
     *
     * @param at where it starts
     * @param size how many values it has
     * @param floor what each value is kept at or above; -infinity for none
     */
    public record Slot(int at, int size, float floor) {
        public int end() {
            return at + size;
        }
    }

    Slot add(long count, float floor) {
        Slot slot = new Slot(size, Math.toIntExact(count), floor);
        size = Math.addExact(size, slot.size());
        slots.add(slot);
        return slot;
    }

    Slot add(long count) {
        return add(count, Float.NEGATIVE_INFINITY);
    }

    /** Makes the arrays, once all slots are added. */
    void allocate() {
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

    /** Lifts what fell below its floor. */
    public void applyFloors() {
        for (Slot slot : slots) {
            for (int j = slot.at(); slot.floor() > Float.NEGATIVE_INFINITY && j < slot.end(); j++) {
                values[j] = Math.max(values[j], slot.floor());
            }
        }
    }
}
