package org.spikelink.trainer.layer;

/**
 * Time fields: each neuron is sensitive to its inputs in its own part of the decision window only, as time cells are. A
 * readout that is a mean over time then also says when an input was active.
 *
 * @param shortest fewest steps of a field
 * @param longest most steps of a field
 */
public record TimeFields(int shortest, int longest) {
    public TimeFields {
        if (shortest < 1 || longest < shortest) {
            throw new IllegalArgumentException(
                    "time-fields must be A..B steps with 1 <= A <= B (got %d..%d)"
                            .formatted(shortest, longest));
        }
    }
}
