package org.spikelink.trainer.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one epoch gave.
 *
 * @param epoch from 1 on
 * @param rate learning rate of the last update
 * @param loss mean over the training sequences
 * @param accuracy share of the training sequences that the network was right on while it learned, 0..1
 * @param validationLoss NaN without validation
 * @param validationAccuracy of the deployed network, 0..1; NaN without validation
 * @param gradientNorm mean over the updates, before clipping; NaN if all were left out, or without gradients
 * @param largestNorm largest of the updates; NaN likewise
 * @param skipped updates left out because their gradient was not finite
 * @param firingRates mean spikes a neuron and step, of each spiking layer
 * @param samplesPerSecond sequences learned a second; of no part in what is compared
 */
public record EpochRecord(
        int epoch,
        double rate,
        double loss,
        double accuracy,
        double validationLoss,
        double validationAccuracy,
        double gradientNorm,
        double largestNorm,
        int skipped,
        double[] firingRates,
        double samplesPerSecond) {

    void write(DataOutput out) throws IOException {
        out.writeInt(epoch);
        for (double value :
                new double[] {
                    rate,
                    loss,
                    accuracy,
                    validationLoss,
                    validationAccuracy,
                    gradientNorm,
                    largestNorm,
                    samplesPerSecond
                }) {
            out.writeDouble(value);
        }
        out.writeInt(firingRates.length);
        for (double value : firingRates) {
            out.writeDouble(value);
        }
        out.writeInt(skipped);
    }

    /** Reads what a {@link TrainingState} of that version holds. */
    static EpochRecord read(DataInput in, int version) throws IOException {
        int epoch = in.readInt();
        double[] values = new double[8];
        for (int n = 0; n < values.length; n++) {
            values[n] = in.readDouble();
        }
        double[] rates = new double[in.readInt()];
        for (int n = 0; n < rates.length; n++) {
            rates[n] = in.readDouble();
        }
        int skipped = version == 1 ? 0 : in.readInt();
        return new EpochRecord(
                epoch, values[0], values[1], values[2], values[3], values[4], values[5], values[6],
                skipped, rates, values[7]);
    }
}
