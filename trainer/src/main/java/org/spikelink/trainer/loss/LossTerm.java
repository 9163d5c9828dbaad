package org.spikelink.trainer.loss;

/**
 * One loss of a weighted sum.
 *
 * @param kind of the loss
 * @param weight in the sum, above 0
 * @param on target of the label's class, if the kind has targets
 * @param off target of the other classes
 */
public record LossTerm(LossKind kind, double weight, double on, double off) {
    public LossTerm {
        if (!(weight > 0 && weight <= 1e9)) {
            throw new IllegalArgumentException(
                    "loss.weight must be above 0, at most 1e9 (got " + weight + ")");
        }
        if (!Double.isFinite(on) || !Double.isFinite(off)) {
            throw new IllegalArgumentException(
                    "targets of %s must be finite (got %s and %s)".formatted(kind, on, off));
        }
    }

    /** With weight 1 and the kind's targets. */
    public static LossTerm of(LossKind kind) {
        return new LossTerm(kind, 1, kind.on(), kind.off());
    }

    public LossTerm withWeight(double newWeight) {
        return new LossTerm(kind, newWeight, on, off);
    }

    public LossTerm withTargets(double newOn, double newOff) {
        return new LossTerm(kind, weight, newOn, newOff);
    }
}
