package org.spikelink.trainer.learn;

/**
 * The quantile of membranes at which thresholds start. Where {@code high} is above {@code low}, that of each neuron is
 * another one between them, so that neurons with like inputs tell small from large ones.
 *
 * @param low above 0; 0 for the initial values of the options
 * @param high at least {@code low}, below 1
 */
public record ThresholdQuantile(double low, double high) {
    public static final ThresholdQuantile NONE = new ThresholdQuantile(0, 0);

    private static final double GOLDEN = 0.6180339887498949;

    public ThresholdQuantile {
        if (!(low >= 0 && low <= high && high < 1 && (low > 0 || high == 0))) {
            throw new IllegalArgumentException(
                    "threshold quantile must be above 0, below 1, and a range from low to high (got %s..%s)"
                            .formatted(low, high));
        }
    }

    /** The same for all neurons. */
    public static ThresholdQuantile of(double quantile) {
        return new ThresholdQuantile(quantile, quantile);
    }

    /** Whether thresholds start at a quantile. */
    public boolean isSet() {
        return low > 0;
    }

    /** Whether each neuron has another one. */
    public boolean isRange() {
        return high > low;
    }

    /** That of neuron {@code n}: multiples of the golden ratio cover the range evenly for any number of neurons. */
    double of(int n) {
        double position = (n + 0.5) * GOLDEN;
        return low + (high - low) * (position - Math.floor(position));
    }
}
