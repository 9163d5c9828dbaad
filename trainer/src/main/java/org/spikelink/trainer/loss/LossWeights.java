package org.spikelink.trainer.loss;

/**
 * What losses of a batch are divided by: the sum of the class weights of what they count.
 *
 * @param sequences of sequences with one label
 * @param steps of labelled steps
 */
public record LossWeights(double sequences, double steps) {
    public static final LossWeights ZERO = new LossWeights(0, 0);

    public LossWeights plus(LossWeights other) {
        return new LossWeights(sequences + other.sequences, steps + other.steps);
    }
}
