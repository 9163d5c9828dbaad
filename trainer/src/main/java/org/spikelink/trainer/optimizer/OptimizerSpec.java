package org.spikelink.trainer.optimizer;

/**
 * An optimizer and its constants, with PyTorch's names. The learning rate is passed with each update.
 *
 * <p>Source: torch.optim.
 */
public sealed interface OptimizerSpec {

    /** Share of the parameters added to the gradient (ADAMW: taken from the parameters, times the learning rate). */
    double weightDecay();

    /**
     * Adam and, where {@code decoupled}, AdamW.
     *
     * @param beta1 of the mean, 0..1
     * @param beta2 of the square, 0..1
     * @param eps added to the root
     * @param weightDecay at least 0
     * @param decoupled p *= 1 - lr weightDecay before the step (AdamW); else gradient += weightDecay p
     */
    record Adam(double beta1, double beta2, double eps, double weightDecay, boolean decoupled)
            implements OptimizerSpec {
        public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8, 0, false);
        public static final Adam ADAMW = new Adam(0.9, 0.999, 1e-8, 0.01, true);

        public Adam {
            share("beta1", beta1);
            share("beta2", beta2);
            atLeastZero("eps", eps);
            atLeastZero("weight_decay", weightDecay);
        }
    }

    /**
     * Gradient descent with momentum: buffer = momentum buffer + gradient.
     *
     * @param momentum 0..1
     * @param weightDecay at least 0
     */
    record Sgd(double momentum, double weightDecay) implements OptimizerSpec {
        public Sgd {
            share("momentum", momentum);
            atLeastZero("weight_decay", weightDecay);
        }
    }

    /**
     * RMSProp, neither centred nor with momentum.
     *
     * @param alpha of the square, 0..1
     * @param eps added to the root
     * @param weightDecay at least 0
     */
    record RmsProp(double alpha, double eps, double weightDecay) implements OptimizerSpec {
        public static final RmsProp DEFAULT = new RmsProp(0.99, 1e-8, 0);

        public RmsProp {
            share("alpha", alpha);
            atLeastZero("eps", eps);
            atLeastZero("weight_decay", weightDecay);
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "optimizer.%s must be at least 0, below 1 (got %s)".formatted(name, value));
        }
    }

    private static void atLeastZero(String name, double value) {
        if (!(value >= 0 && value <= 1e9)) {
            throw new IllegalArgumentException(
                    "optimizer.%s must be 0..1e9 (got %s)".formatted(name, value));
        }
    }
}
