package org.spikelink.evaluation.confidence;

import java.util.List;
import org.spikelink.core.model.ReadoutSpec;

/**
 * Fits the temperature T of a model's confidences to windows whose classes are known: it minimizes the negative log
 * likelihood of softmax(scores / T), as Guo et al. (ICML 2017) do, with the targets of Platt, "Probabilistic Outputs for
 * Support Vector Machines" (1999): of n windows, each counts as (n + 1) / (n + 2) for its class and as 1 / (n + 2) for the
 * others together. So there is a minimum even where every window is correct, and no window is more certain than n windows
 * can show.
 *
 * <p>The likelihood is convex in 1 / T: its slope rises from negative to positive, and bisection finds where it is 0. In
 * double with StrictMath, sums in the order of the windows: the same windows give the same bits.
 */
public final class TemperatureFit {
    /** Halvings of the range of 1 / T on a logarithmic scale: 12 decades to less than an ulp. */
    private static final int HALVINGS = 64;

    private TemperatureFit() {}

    /**
     * The temperature, {@link ReadoutSpec#MIN_TEMPERATURE} to {@link ReadoutSpec#MAX_TEMPERATURE}; at the largest, all
     * classes are nearly equally likely, as where scores say nothing about the class.
     *
     * @param windows at least one, each with at least two classes
     */
    public static double fit(List<LabelledWindow> windows) {
        double low = StrictMath.log(1 / ReadoutSpec.MAX_TEMPERATURE);
        double high = StrictMath.log(1 / ReadoutSpec.MIN_TEMPERATURE);
        for (int n = 0; n < HALVINGS; n++) {
            double middle = (low + high) / 2;
            if (slope(windows, StrictMath.exp(middle)) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double fitted = StrictMath.exp(-(low + high) / 2);
        return Math.max(ReadoutSpec.MIN_TEMPERATURE, Math.min(ReadoutSpec.MAX_TEMPERATURE, fitted));
    }

    /** Mean negative log likelihood of the windows' own classes at a temperature, nats; NaN without windows. */
    public static double loss(List<LabelledWindow> windows, double temperature) {
        double sum = 0;
        for (LabelledWindow w : windows) {
            double largest = w.scores()[w.best()];
            double total = 0;
            for (float score : w.scores()) {
                total += StrictMath.exp((score - largest) / temperature);
            }
            sum += StrictMath.log(total) - (w.scores()[w.truth()] - largest) / temperature;
        }
        return sum / windows.size();
    }

    /** Derivative of the loss with respect to beta = 1 / T: expected score minus the score of the target. */
    private static double slope(List<LabelledWindow> windows, double beta) {
        double others = 1.0 / (windows.size() + 2);
        double slope = 0;
        for (LabelledWindow w : windows) {
            double largest = w.scores()[w.best()];
            double total = 0;
            double expected = 0;
            double sum = 0;
            for (float score : w.scores()) {
                double p = StrictMath.exp(beta * (score - largest));
                total += p;
                expected += p * (score - largest);
                sum += score - largest;
            }
            double own = w.scores()[w.truth()] - largest;
            double target = (1 - others) * own + others * (sum - own) / (w.scores().length - 1);
            slope += expected / total - target;
        }
        return slope;
    }
}
