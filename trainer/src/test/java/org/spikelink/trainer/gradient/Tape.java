package org.spikelink.trainer.gradient;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds what carries no gradient: the first run writes it down, later runs, which ask in the same order, get it back.
 */
final class Tape {
    private final List<Double> values = new ArrayList<>();
    private boolean recorded;
    private int next;

    /** Before each run. */
    void rewind() {
        recorded = !values.isEmpty();
        next = 0;
    }

    double held(double value) {
        if (recorded) {
            return values.get(next++);
        }
        values.add(value);
        return value;
    }

    int held(int value) {
        return (int) held((double) value);
    }
}
