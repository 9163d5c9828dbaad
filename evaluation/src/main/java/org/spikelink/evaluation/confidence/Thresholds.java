package org.spikelink.evaluation.confidence;

import java.util.stream.DoubleStream;

/** Thresholds of confidence at which curves have points. */
final class Thresholds {
    private Thresholds() {}

    /** Usual thresholds and the model's own, ascending and distinct. */
    static double[] with(double[] usual, double own) {
        return DoubleStream.concat(DoubleStream.of(usual), DoubleStream.of(own))
                .sorted()
                .distinct()
                .toArray();
    }
}
