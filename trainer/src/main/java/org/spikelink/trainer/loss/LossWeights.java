package org.spikelink.trainer.loss;

/**
 * Divisors of a batch's losses: sums of class weights.
 *
 * @param sequences sum over sequences with one label
 * @param steps sum over labelled steps
 */
public record LossWeights(double sequences, double steps) {
    public static final LossWeights ZERO = new LossWeights(0, 0);

    public LossWeights plus(LossWeights other) {
        return new LossWeights(sequences + other.sequences, steps + other.steps);
    }
}
