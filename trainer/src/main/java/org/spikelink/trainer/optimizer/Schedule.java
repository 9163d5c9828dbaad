package org.spikelink.trainer.optimizer;

/**
 * The learning rate over a training: a linear warm-up, then a shape.
 *
 * @param shape after the warm-up
 * @param rate maximum learning rate, above 0
 * @param warmUp updates until the maximum is reached; update n has (n + 1) / (warmUp + 1) of it
 * @param floor cosine: final value, as a share of {@code rate}
 * @param every step: updates between two steps
 * @param factor step: factor of the rate at each step
 */
public record Schedule(
        Shape shape, double rate, long warmUp, double floor, long every, double factor) {
    /** The shape of the rate after the warm-up. */
    public enum Shape {
        CONSTANT,
        /** Half a cosine wave from the rate down to its floor at the last update. */
        COSINE,
        /** Multiplied by a factor every {@code every} updates. */
        STEP
    }

    public Schedule {
        check(rate > 0 && rate <= 1e9, "rate must be above 0, at most 1e9 (got %s)", rate);
        check(warmUp >= 0, "warm_up must be at least 0 (got %s)", warmUp);
        check(floor >= 0 && floor <= 1, "floor must be 0..1 (got %s)", floor);
        check(every >= 1, "every must be at least 1 (got %s)", every);
        check(factor > 0 && factor <= 1, "factor must be above 0, at most 1 (got %s)", factor);
    }

    public static Schedule constant(double rate) {
        return new Schedule(Shape.CONSTANT, rate, 0, 0, 1, 1);
    }

    /** Down to 0. */
    public static Schedule cosine(double rate, long warmUp) {
        return new Schedule(Shape.COSINE, rate, warmUp, 0, 1, 1);
    }

    public static Schedule step(double rate, long warmUp, long every, double factor) {
        return new Schedule(Shape.STEP, rate, warmUp, 0, every, factor);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("schedule." + rule.formatted(value));
        }
    }

    /**
     * The learning rate of one update.
     *
     * @param update counted from 0
     * @param updates planned number of updates; {@code update} may exceed it
     */
    public double at(long update, long updates) {
        if (update < warmUp) {
            return rate * (update + 1) / (warmUp + 1);
        }
        long since = update - warmUp;
        return switch (shape) {
            case CONSTANT -> rate;
            case STEP -> {
                int times = Math.toIntExact(since / every);
                yield rate * StrictMath.pow(factor, times);
            }
            case COSINE -> {
                double share = Math.min(1, since / (double) Math.max(1, updates - warmUp));
                yield rate * (floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * share)) / 2);
            }
        };
    }
}
