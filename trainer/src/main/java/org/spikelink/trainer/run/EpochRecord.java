package org.spikelink.trainer.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The metrics of one epoch.
 *
 * @param epoch counted from 1
 * @param rate learning rate of the last update
 * @param loss mean over the training set
 * @param accuracy on the training set while the network was trained, 0..1
 * @param validationLoss NaN without a validation set
 * @param validationAccuracy of the deployed network, 0..1; NaN without a validation set
 * @param gradientNorm mean over the updates, before clipping; NaN if all were skipped, or without gradients
 * @param largestNorm maximum over the updates; NaN in the same cases
 * @param skipped updates skipped because their gradient was not finite
 * @param firingRates mean spikes per neuron and step, of each spiking layer
 * @param samplesPerSecond training sequences per second; ignored by comparisons
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

    /** Reads a record as a {@link TrainingState} of that version writes it. */
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
