package org.spikelink.evaluation;

/**
 * Correct predictions, and the sampling error of the accuracy: how much it would differ on other recordings of the
 * same kind. The steps of one recording resemble each other, so recordings are the independent samples.
 *
 * @param correct of {@code total}
 * @param total recordings or labelled steps
 * @param correctSquares sum over recordings of (correct steps)^2
 * @param products sum over recordings of correct times labelled steps
 * @param totalSquares sum over recordings of (labelled steps)^2
 */
public record Tally(
        long correct, long total, double correctSquares, double products, double totalSquares) {
    /** Nothing was counted. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    /** One recording with this number of labelled steps; {@code total} is 1 where it has one label. */
    public static Tally ofRecording(long correct, long total) {
        double c = correct;
        double n = total;
        return new Tally(correct, total, c * c, c * n, n * n);
    }

    /** Recordings with one label each. */
    public static Tally ofRecordings(long correct, long total) {
        return new Tally(correct, total, correct, correct, total);
    }

    public Tally plus(Tally other) {
        return new Tally(
                correct + other.correct,
                total + other.total,
                correctSquares + other.correctSquares,
                products + other.products,
                totalSquares + other.totalSquares);
    }

    /** 0..1; NaN if nothing was counted. */
    public double accuracy() {
        return total == 0 ? Double.NaN : (double) correct / total;
    }

    /** The binomial standard error of {@link #accuracy}, 0..1; NaN if nothing was counted. */
    public double samplingError() {
        return samplingError(1);
    }

    /**
     * The sampling error where each recording was counted several times, by different networks.
     *
     * <p>With one label for each recording, half the width of Wilson's score interval at one standard deviation: about
     * sqrt(p (1 - p) / n), and above 0 where all predictions are correct. Where steps have labels, n is the number of
     * independent steps that would have the variance found between recordings.
     *
     * @param times each recording was counted
     */
    public double samplingError(int times) {
        if (total == 0) {
            return Double.NaN;
        }
        double p = accuracy();
        double between = correctSquares - 2 * p * products + p * p * totalSquares;
        double samples =
                p == 0 || p == 1 || between <= 0
                        ? (double) total * total / totalSquares
                        : p * (1 - p) * total * total / between;
        double n = samples / times;
        return Math.sqrt(p * (1 - p) / n + 1 / (4 * n * n)) / (1 + 1 / n);
    }
}
