package org.spikelink.trainer.loss;

/**
 * The losses. CE is the cross entropy of softmax against the label. There are C classes and T steps; spk and mem are
 * those of the last layer, summed over each class's population first.
 *
 * <p>Source: snnTorch's {@code functional.loss}.
 */
public enum LossKind {
    /** Mean over steps of CE(spk[t]). */
    CE_RATE(false, 1, 0),
    /** CE of the spike counts. */
    CE_COUNT(false, 1, 0),
    /** Mean over classes of (count - (int) (T population rate))^2, over T; targets are rates. */
    MSE_COUNT(false, 1, 0),
    /** CE of the largest mem of each class; the first step with the maximum receives the gradient. */
    CE_MAX_MEMBRANE(true, 1, 0),
    /** CE of each class's mean mem over the steps. */
    CE_MEAN_MEMBRANE(true, 1, 0),
    /** Mean over steps and classes of (mem - target)^2. */
    MSE_MEMBRANE(true, 1, 0),
    /** CE of the negated step of the first spike, T - 1 without one; that step receives the negated gradient. */
    CE_TEMPORAL(false, 0, 1),
    /** Mean over classes of ((first step - target) / T)^2; targets are shares of T - 1. */
    MSE_TEMPORAL(false, 0, 1),
    /** Mean over labelled steps of CE(spk[t]) against the step's own label. */
    CE_PER_STEP(false, 1, 0),
    /** Like CE_PER_STEP, for mem. */
    CE_PER_STEP_MEMBRANE(true, 1, 0);

    private final boolean onMembrane;
    private final double on;
    private final double off;

    LossKind(boolean onMembrane, double on, double off) {
        this.onMembrane = onMembrane;
        this.on = on;
        this.off = off;
    }

    /** Whether it is a loss on mem; other losses are on spk, which a linear layer does not have. */
    public boolean onMembrane() {
        return onMembrane;
    }

    /** Whether each step has a label; otherwise the sequence has one. */
    public boolean perStep() {
        return this == CE_PER_STEP || this == CE_PER_STEP_MEMBRANE;
    }

    /** Whether it is a loss on first spikes, which needs population 1. */
    public boolean temporal() {
        return this == CE_TEMPORAL || this == MSE_TEMPORAL;
    }

    double on() {
        return on;
    }

    double off() {
        return off;
    }
}
