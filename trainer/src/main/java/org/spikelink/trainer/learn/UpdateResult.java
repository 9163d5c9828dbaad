package org.spikelink.trainer.learn;

/**
 * What a minibatch gave.
 *
 * @param loss with regularizers; the mean over the updates where TBPTT made several
 * @param labelled sequences, or steps where each has a label
 * @param right of these, by the model's readout over the whole sequence, or over the step alone
 * @param gradientNorm before clipping, the largest of several updates; 0 where nothing was learned, NaN without gradients
 * @param skipped updates left out because their gradient was not finite
 * @param firingRates mean spikes a neuron and step, of each spiking layer
 */
public record UpdateResult(
        double loss,
        int labelled,
        int right,
        double gradientNorm,
        int skipped,
        double[] firingRates) {}
