package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.UpdateResult;

/**
 * Learning rate range test: the rate grows by a constant factor with each update until the loss explodes. The
 * suggested rate is the one at which the smoothed loss falls fastest.
 *
 * <p>Source: Smith, "Cyclical Learning Rates for Training Neural Networks" (2017).
 */
public final class RateFinder {
    private static final double FIRST = 1e-5;
    private static final double LAST = 1;
    private static final double SMOOTHING = 0.8;
    private static final double EXPLODED = 3;

    private RateFinder() {}

    /**
     * One update.
     *
     * @param rate learning rate
     * @param loss smoothed, before the update
     */
    public record Point(double rate, double loss) {}

    /** The loss at each rate, up to the one at which it explodes. */
    public static List<Point> sweep(
            ModelDocument document,
            LearningOptions options,
            TrainingPlan plan,
            List<Example> examples,
            int updates) {
        List<Point> points = new ArrayList<>();
        double mean = 0;
        double smallest = Double.POSITIVE_INFINITY;
        try (Learner learner = Learner.create(document, options, plan.seed())) {
            learner.fitThresholds(Windows.sample(examples, document.decision(), plan.seed()));
            for (int n = 0; n < updates; n++) {
                double rate = FIRST * Math.pow(LAST / FIRST, n / (updates - 1.0));
                UpdateResult result =
                        learner.update(batch(examples, document.decision(), plan, n), rate);
                mean = SMOOTHING * mean + (1 - SMOOTHING) * result.loss();
                double loss = mean / (1 - Math.pow(SMOOTHING, n + 1));
                if (!(loss < EXPLODED * smallest)) {
                    break;
                }
                smallest = Math.min(smallest, loss);
                points.add(new Point(rate, loss));
            }
        }
        return points;
    }

    /** The n-th batch, counted across epochs. */
    private static List<LabelledSequence> batch(
            List<Example> examples, DecisionSpec decision, TrainingPlan plan, int n) {
        int updates = plan.updates(examples.size());
        int epoch = n / updates + 1;
        int[] order = Seeds.order(plan.seed(), epoch, examples.size());
        int from = n % updates * plan.batch();
        List<LabelledSequence> batch = new ArrayList<>();
        for (int i = from; i < Math.min(order.length, from + plan.batch()); i++) {
            SplittableRandom random = Seeds.augmentation(plan.seed(), epoch, order[i]);
            batch.add(Windows.draw(examples.get(order[i]).augmented(random), decision, random));
        }
        return batch;
    }

    /** The rate at which the loss falls fastest over the logarithm of the rate. */
    public static double suggestion(List<Point> points) {
        int window = Math.max(1, points.size() / 10);
        int steepest = 0;
        double fall = 0;
        for (int n = 0; n + window < points.size(); n++) {
            double falls = points.get(n).loss() - points.get(n + window).loss();
            if (falls > fall) {
                fall = falls;
                steepest = n + window / 2;
            }
        }
        return points.get(steepest).rate();
    }
}
