package org.spikelink.trainer.layer;

/**
 * Initial values of weights. The default is torch's: uniform within 1 / sqrt(H) in an slstm layer, 1 / sqrt(X) in a
 * linear one.
 *
 * @param forgetBias added to the forget gate's bias; 0 for none
 * @param forgetSpread maximum of a random value added to that bias, drawn for each neuron, so that neurons have
 *     different time constants; 0 for none
 * @param orthogonalRecurrent whether each gate's initial U is orthogonal
 * @param recurrentGain factor of the initial U; with 0, neurons start unconnected to each other
 * @param fanIn number k of inputs with a nonzero weight, drawn for each neuron of an slstm layer, at most all; their
 *     weights are uniform within sqrt(3 / k); 0 for all inputs and torch's range
 * @param recurrent whether neurons of an slstm layer have recurrent weights; otherwise U is 0 and is not trained
 * @param timeFields when each neuron of an slstm layer is sensitive to its inputs; null for always
 */
public record Initialization(
        double forgetBias,
        double forgetSpread,
        boolean orthogonalRecurrent,
        double recurrentGain,
        int fanIn,
        boolean recurrent,
        TimeFields timeFields) {
    public static final Initialization TORCH = new Initialization(0, 0, false, 1, 0, true, null);

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
        check(
                timeFields == null || recurrent,
                "time-fields need recurrent weights",
                "no-recurrence");
        check(
                timeFields == null || !orthogonalRecurrent,
                "time-fields need recurrent weights that are not orthogonal",
                "orthogonal");
        check(
                timeFields == null || recurrentGain == 1,
                "time-fields set all recurrent weights: recurrent-gain must be 1",
                recurrentGain);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    public Initialization withForgetBias(double value) {
        return new Initialization(
                value,
                forgetSpread,
                orthogonalRecurrent,
                recurrentGain,
                fanIn,
                recurrent,
                timeFields);
    }

    public Initialization withForgetSpread(double value) {
        return new Initialization(
                forgetBias,
                value,
                orthogonalRecurrent,
                recurrentGain,
                fanIn,
                recurrent,
                timeFields);
    }

    public Initialization withOrthogonalRecurrent(boolean value) {
        return new Initialization(
                forgetBias, forgetSpread, value, recurrentGain, fanIn, recurrent, timeFields);
    }

    public Initialization withRecurrentGain(double value) {
        return new Initialization(
                forgetBias, forgetSpread, orthogonalRecurrent, value, fanIn, recurrent, timeFields);
    }

    public Initialization withFanIn(int value) {
        return new Initialization(
                forgetBias,
                forgetSpread,
                orthogonalRecurrent,
                recurrentGain,
                value,
                recurrent,
                timeFields);
    }

    public Initialization withRecurrent(boolean value) {
        return new Initialization(
                forgetBias,
                forgetSpread,
                orthogonalRecurrent,
                recurrentGain,
                fanIn,
                value,
                timeFields);
    }

    public Initialization withTimeFields(TimeFields value) {
        return new Initialization(
                forgetBias,
                forgetSpread,
                orthogonalRecurrent,
                recurrentGain,
                fanIn,
                recurrent,
                value);
    }
}
