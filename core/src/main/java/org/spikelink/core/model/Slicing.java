package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/** How events are cut into bins; each bin is one step of the network. */
public sealed interface Slicing {
    /** A day, µs. */
    long MAX_BIN_US = 86_400_000_000L;

    /** Where the grid of bins starts. */
    enum Origin {
        /** At the first event of the session. */
        FIRST_EVENT,
        /** At 0 of the sensor's clock. */
        ZERO
    }

    /**
     * Half-open slices of sensor time.
     *
     * @param binUs length, 1 µs to a day
     * @param origin where the grid starts
     */
    record Time(long binUs, Origin origin) implements Slicing {
        public Time {
            require(
                    binUs >= 1 && binUs <= MAX_BIN_US,
                    "input.slicing.bin_us must be 1..%d (got %d)",
                    MAX_BIN_US,
                    binUs);
        }
    }

    /** Every event batch is one bin, even an empty one. */
    record Batch() implements Slicing {}

    /**
     * A bin is full when it holds a given number of events.
     *
     * @param events at least 1
     */
    record Count(int events) implements Slicing {
        public Count {
            require(
                    events >= 1 && events <= 1 << 24,
                    "input.slicing.events must be 1..%d (got %d)",
                    1 << 24,
                    events);
        }
    }
}
