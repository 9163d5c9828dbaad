package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/** How a sample is encoded as active inputs, one per channel. */
public sealed interface EncoderSpec {
    /** Largest number of steps per sample. */
    int MAX_STEPS = 10_000;

    /** Largest window of samples. */
    int MAX_WINDOW = 10_000;

    /** Steps of the network that one sample takes. */
    default int steps() {
        return 1;
    }

    /** Whether inputs are spikes, 1 (or -1) each, whatever the sample's size. */
    default boolean spikes() {
        return true;
    }

    /** The value itself. */
    record Direct() implements EncoderSpec {
        @Override
        public boolean spikes() {
            return false;
        }
    }

    /**
     * A spike where the value has risen by the threshold or more since the sample before; as snnTorch's {@code
     * spikegen.delta}.
     *
     * @param threshold above 0
     * @param padding whether the sample before the first equals the first, rather than 0
     * @param offSpike whether a fall by the threshold or more gives -1
     */
    record Delta(double threshold, boolean padding, boolean offSpike) implements EncoderSpec {
        public Delta {
            checkThreshold(threshold);
        }
    }

    /**
     * 1 where the value is more than the threshold above its channel's baseline, -1 where more than that below; the
     * baseline, at first the first value, follows by the threshold. Petro, Kasabov and Kiss, Selection and
     * optimization of temporal spike encoding methods for spiking neural networks (2020), algorithm "SF".
     *
     * @param threshold above 0
     */
    record StepForward(double threshold) implements EncoderSpec {
        public StepForward {
            checkThreshold(threshold);
        }
    }

    /**
     * 1 where the value is more than the threshold above the mean of the last {@code window} samples before it, -1 where more
     * than that below; none at the first sample. Petro, Kasabov and Kiss (2020), algorithm "MW", which also averages the
     * first window over itself; here the mean is of as many samples as there were.
     *
     * @param window samples, 1..{@value #MAX_WINDOW}
     * @param threshold above 0
     */
    record MovingWindow(int window, double threshold) implements EncoderSpec {
        public MovingWindow {
            require(
                    window >= 1 && window <= MAX_WINDOW,
                    "input.encoder.window must be 1..%d (got %d)",
                    MAX_WINDOW,
                    window);
            checkThreshold(threshold);
        }
    }

    /**
     * A neuron per channel that integrates the value in each step: v = beta v + x. Where v is at least the threshold there is a
     * spike, and v falls by the threshold. With {@code offSpike}, -1 where v is at most -threshold, and v rises by it; without,
     * v is never below 0. What the value is, in thresholds, is the rate of spikes per step.
     *
     * @param steps that a sample takes
     * @param threshold above 0
     * @param beta what is left of v in the next step, 0..1; 1 for no leak
     * @param offSpike whether there are spikes of -1
     */
    record IntegrateAndFire(int steps, double threshold, double beta, boolean offSpike)
            implements EncoderSpec {
        public IntegrateAndFire {
            checkSteps(steps);
            checkThreshold(threshold);
            require(beta >= 0 && beta <= 1, "input.encoder.beta must be 0..1 (got %s)", beta);
        }
    }

    /**
     * One spike per channel; the larger the value, the earlier the spike; as snnTorch's {@code spikegen.latency}.
     * Logarithmic: at tau ln(x / (x - threshold)), x at least threshold + 1e-7. Linear: at tau (1 - x), x at least
     * the threshold and values above 1 at once. Times are rounded to steps; there is no spike for one past the last
     * step.
     *
     * @param steps that a sample takes
     * @param threshold between 0 and 1
     * @param tau time constant, steps, above 0
     * @param linear whether the code is linear
     * @param normalize whether times are stretched so that {@code maxTime} falls on the last step; a linear code then
     *     has tau = steps - 1
     * @param clip whether values below the threshold give no spike, rather than one at the latest time
     * @param maxTime the time, before it is stretched, that falls on the last step: a constant, where snnTorch uses
     *     the maximum of its data; above 0
     */
    record Latency(
            int steps,
            double threshold,
            double tau,
            boolean linear,
            boolean normalize,
            boolean clip,
            double maxTime)
            implements EncoderSpec {
        /** Keeps times finite. */
        public static final double EPSILON = 1e-7;

        public Latency {
            checkSteps(steps);
            require(
                    threshold > 0 && threshold < 1,
                    "input.encoder.threshold must be above 0 and below 1 (got %s)",
                    threshold);
            require(tau > 0, "input.encoder.tau must be above 0 (got %s)", tau);
            require(maxTime > 0, "input.encoder.max_time must be above 0 (got %s)", maxTime);
        }

        /** The latest time of a logarithmic code: that of all values below the threshold. */
        public static double latest(double threshold, double tau) {
            return tau * StrictMath.log((threshold + EPSILON) / EPSILON);
        }
    }

    /**
     * A spike in each step with the probability gain x + offset, cut to 0..1; as snnTorch's {@code spikegen.rate}.
     * The draws are those of {@code SplittableRandom(seed)}, numbered by sample, step and channel.
     *
     * @param steps that a sample takes
     * @param seed of the draws
     */
    record Rate(int steps, double gain, double offset, long seed) implements EncoderSpec {
        public Rate {
            checkSteps(steps);
        }
    }

    private static void checkThreshold(double threshold) {
        require(threshold > 0, "input.encoder.threshold must be above 0 (got %s)", threshold);
    }

    private static void checkSteps(int steps) {
        require(
                steps >= 1 && steps <= MAX_STEPS,
                "input.encoder.steps must be 1..%d (got %d)",
                MAX_STEPS,
                steps);
    }
}
