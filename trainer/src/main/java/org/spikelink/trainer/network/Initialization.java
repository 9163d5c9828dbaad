package org.spikelink.trainer.network;

/**
 * What weights start with, beyond torch's: uniform within 1 / sqrt(H) in an slstm layer, 1 / sqrt(X) in a linear one.
 *
 * @param forgetBias added to the forget gate's bias; 0 for none
 * @param forgetSpread added to that, for each neuron drawn from 0..forgetSpread: memories of many lengths; 0 for none
 * @param orthogonalRecurrent whether each gate's U starts orthogonal
 * @param recurrentGain that U is multiplied with; 0 for neurons that start without knowing of each other
 * @param fanIn inputs k that each neuron of an slstm layer sees, at most all, drawn for each, their weights uniform within
 *     sqrt(3 / k); 0 for all inputs and torch's range
 */
public record Initialization(
        double forgetBias,
        double forgetSpread,
        boolean orthogonalRecurrent,
        double recurrentGain,
        int fanIn) {
    public static final Initialization TORCH = new Initialization(0, 0, false, 1, 0);

    public Initialization {
        check(Math.abs(forgetBias) <= 100, "forget-bias must be -100..100", forgetBias);
        check(
                forgetSpread >= 0 && forgetSpread <= 100,
                "forget-spread must be 0..100",
                forgetSpread);
        check(
                recurrentGain >= 0 && recurrentGain <= 100,
                "recurrent-gain must be 0..100",
                recurrentGain);
        check(fanIn >= 0, "fan-in must be at least 0", fanIn);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    public Initialization withForgetBias(double value) {
        return new Initialization(value, forgetSpread, orthogonalRecurrent, recurrentGain, fanIn);
    }

    public Initialization withForgetSpread(double value) {
        return new Initialization(forgetBias, value, orthogonalRecurrent, recurrentGain, fanIn);
    }

    public Initialization withOrthogonalRecurrent(boolean value) {
        return new Initialization(forgetBias, forgetSpread, value, recurrentGain, fanIn);
    }

    public Initialization withRecurrentGain(double value) {
        return new Initialization(forgetBias, forgetSpread, orthogonalRecurrent, value, fanIn);
    }

    public Initialization withFanIn(int value) {
        return new Initialization(
                forgetBias, forgetSpread, orthogonalRecurrent, recurrentGain, value);
    }
}
