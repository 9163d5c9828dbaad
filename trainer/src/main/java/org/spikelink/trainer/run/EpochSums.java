package org.spikelink.trainer.run;

import org.spikelink.trainer.learn.UpdateResult;

/** Sums over the updates of an epoch. */
final class EpochSums {
    private final long startNs = System.nanoTime();
    private double loss;
    private long labelled;
    private long correct;
    private double norm;
    private double largestNorm;
    private double[] rates = new double[0];
    private int updates;
    private int finite; // updates with a finite gradient
    private int skipped;
    private long sequences;
    private double rate;

    void add(UpdateResult result, int batch, double learningRate) {
        loss += result.loss() * result.labelled();
        labelled += result.labelled();
        correct += result.correct();
        if (Double.isFinite(result.gradientNorm())) {
            finite++;
            norm += result.gradientNorm();
            largestNorm = Math.max(largestNorm, result.gradientNorm());
        }
        skipped += result.skipped();
        rates = rates.length == 0 ? new double[result.firingRates().length] : rates;
        for (int n = 0; n < rates.length; n++) {
            rates[n] += result.firingRates()[n];
        }
        updates++;
        sequences += batch;
        rate = learningRate;
    }

    /** Replaces the metrics of the updates with those of the network at the end of the epoch. */
    void replace(Training.Measured measured) {
        loss = measured.loss();
        labelled = measured.labelled();
        correct = measured.correct();
    }

    EpochRecord record(int epoch, double validationLoss, double validationAccuracy) {
        double[] means = rates.clone();
        for (int n = 0; n < means.length; n++) {
            means[n] /= updates;
        }
        return new EpochRecord(
                epoch,
                rate,
                loss / labelled,
                (double) correct / labelled,
                validationLoss,
                validationAccuracy,
                norm / finite,
                finite == 0 ? Double.NaN : largestNorm,
                skipped,
                means,
                sequences * 1e9 / Math.max(1, System.nanoTime() - startNs));
    }
}
