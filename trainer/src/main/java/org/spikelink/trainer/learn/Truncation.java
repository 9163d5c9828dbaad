package org.spikelink.trainer.learn;

/**
 * How far back gradients flow.
 *
 * @param steps K: loss on each chunk of K steps, update, detach (TBPTT); 0 for whole sequences (BPTT), as K &gt;= T
 * @param accumulate whether the chunks of a batch give one update at its end, weighted by their number of steps
 */
public record Truncation(int steps, boolean accumulate) {
    /** Backpropagation through whole sequences. */
    public static final Truncation NONE = new Truncation(0, false);

    public Truncation {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "tbptt.steps must be at least 0 (got " + steps + ")");
        }
    }

    /** Steps of a chunk of sequences of at most {@code longest} steps. */
    int chunk(int longest) {
        return steps == 0 ? longest : Math.min(steps, longest);
    }
}
