package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.UpdateResult;

/**
 * Looks for a learning rate: the rate grows by a constant factor from update to update until the loss explodes. The
 * rate to use is the one where the smoothed loss falls fastest.
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

    /** The loss at each rate, until it exploded. */
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
            for (int n = 0; n < updates; n++) {
                double rate = FIRST * Math.pow(LAST / FIRST, n / (updates - 1.0));
                UpdateResult result = learner.update(batch(examples, plan, n), rate);
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

    /** Batches of epoch after epoch. */
    private static List<LabelledSequence> batch(List<Example> examples, TrainingPlan plan, int n) {
        int updates = plan.updates(examples.size());
        int epoch = n / updates + 1;
        int[] order = Seeds.order(plan.seed(), epoch, examples.size());
        int from = n % updates * plan.batch();
        List<LabelledSequence> batch = new ArrayList<>();
        for (int i = from; i < Math.min(order.length, from + plan.batch()); i++) {
            batch.add(
                    examples.get(order[i])
                            .augmented(Seeds.augmentation(plan.seed(), epoch, order[i])));
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
