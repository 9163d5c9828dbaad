package org.spikelink.trainer.learn;

/**
 * Metrics of a minibatch.
 *
 * @param loss with regularizers; the mean over the updates if TBPTT made several
 * @param labelled number of sequences, or of labelled steps if steps have labels
 * @param correct number of correct ones, by the model's readout over the whole sequence or over the single step
 * @param gradientNorm before clipping, the largest of several updates; 0 without an update, NaN without gradients
 * @param skipped updates skipped because their gradient was not finite
 * @param firingRates mean spikes per neuron and step, of each spiking layer
 */
public record UpdateResult(
        double loss,
        int labelled,
        int correct,
        double gradientNorm,
        int skipped,
        double[] firingRates) {}
