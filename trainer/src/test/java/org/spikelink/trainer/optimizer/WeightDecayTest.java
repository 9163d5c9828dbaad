package org.spikelink.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Weight decay as torch.optim's documentation writes it, in double, step by step. */
class WeightDecayTest {
    private static final int UPDATES = 30;
    private static final double RATE = 0.01;
    private static final double DECAY = 0.1;

    /** One update of one parameter. */
    private interface Torch {
        double step(int t, double p, double g);
    }

    /** Adam's moments and the step that they ask for. */
    private static final class Moments {
        private double m;
        private double v;

        double step(int t, double g) {
            m = 0.9 * m + 0.1 * g;
            v = 0.99 * v + 0.01 * g * g;
            double mean = m / (1 - Math.pow(0.9, t));
            double square = v / (1 - Math.pow(0.99, t));
            return RATE * mean / (Math.sqrt(square) + 1e-8);
        }
    }

    @Test
    void adamAddsItToTheGradient() {
        Moments moments = new Moments();
        check(
                new OptimizerSpec.Adam(0.9, 0.99, 1e-8, DECAY, false),
                (t, p, g) -> p - moments.step(t, g + DECAY * p));
    }

    @Test
    void adamWTakesItFromTheParameter() {
        Moments moments = new Moments();
        check(
                new OptimizerSpec.Adam(0.9, 0.99, 1e-8, DECAY, true),
                (t, p, g) -> p - RATE * DECAY * p - moments.step(t, g));
    }

    @Test
    void sgdAddsItToTheGradientBeforeTheMomentum() {
        double[] b = new double[1];
        check(
                new OptimizerSpec.Sgd(0.9, DECAY),
                (t, p, gradient) -> {
                    double g = gradient + DECAY * p;
                    b[0] = t == 1 ? g : 0.9 * b[0] + g;
                    return p - RATE * b[0];
                });
    }

    @Test
    void rmsPropAddsItToTheGradient() {
        double[] v = new double[1];
        check(
                new OptimizerSpec.RmsProp(0.99, 1e-8, DECAY),
                (t, p, gradient) -> {
                    double g = gradient + DECAY * p;
                    v[0] = 0.99 * v[0] + 0.01 * g * g;
                    return p - RATE * g / (Math.sqrt(v[0]) + 1e-8);
                });
    }

    private static void check(OptimizerSpec spec, Torch torch) {
        Optimizer optimizer = Optimizer.of(spec, 1);
        SplittableRandom random = new SplittableRandom(5);
        float[] parameter = {2};
        double expected = 2;
        for (int t = 1; t <= UPDATES; t++) {
            float gradient = (float) random.nextDouble(-0.1, 0.1);
            optimizer.begin(t, RATE);
            optimizer.update(parameter, new float[] {gradient}, 1, true, 0, 1);
            expected = torch.step(t, expected, gradient);
            assertThat((double) parameter[0]).as("update " + t).isCloseTo(expected, within(2e-6));
        }
        assertThat(expected).as("it decays").isLessThan(1.99);
    }
}
