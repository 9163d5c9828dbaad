package org.spikelink.trainer.run;

import org.spikelink.trainer.optimizer.Schedule;

/**
 * Epochs, minibatches and learning rate of a training.
 *
 * @param epochs at least 1
 * @param batch sequences in a minibatch, at least 1
 * @param rate maximum learning rate
 * @param shape of the learning rate after the warm-up
 * @param warmUp epochs until the maximum rate is reached; may be a fraction
 * @param patience epochs without a better validation result after which the training stops; 0 for never
 * @param average decay per update of the moving average of the weights, 0..1; 0 for no average; otherwise the average
 *     is validated and becomes the model
 * @param seed of weights, order and augmentation
 * @param threads that prepare a minibatch; the result is the same with any number
 */
public record TrainingPlan(
        int epochs,
        int batch,
        double rate,
        Schedule.Shape shape,
        double warmUp,
        int patience,
        double average,
        long seed,
        int threads) {
    public TrainingPlan {
        check(epochs >= 1 && epochs <= 1_000_000, "epochs must be 1..1000000", epochs);
        check(batch >= 1 && batch <= 1 << 16, "batch must be 1..65536", batch);
        check(rate > 0 && rate <= 1e3, "lr must be above 0, at most 1000", rate);
        check(warmUp >= 0 && warmUp <= epochs, "warm-up must be 0..epochs", warmUp);
        check(patience >= 0, "patience must be at least 0", patience);
        check(average >= 0 && average < 1, "average must be at least 0, below 1", average);
        check(threads >= 1, "threads must be at least 1", threads);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    /** Number of updates in an epoch over this number of sequences. */
    int updates(int sequences) {
        return (sequences + batch - 1) / batch;
    }

    /** The learning rate over all updates, with this number per epoch. */
    Schedule schedule(int updatesAnEpoch) {
        long warmUpUpdates = Math.round(warmUp * updatesAnEpoch);
        return switch (shape) {
            case CONSTANT -> new Schedule(shape, rate, warmUpUpdates, 0, 1, 1);
            case COSINE -> Schedule.cosine(rate, warmUpUpdates);
            case STEP ->
                    Schedule.step(
                            rate,
                            warmUpUpdates,
                            Math.max(1, (long) updatesAnEpoch * epochs / 3),
                            0.1);
        };
    }

    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(
                epochs, batch, rate, shape, warmUp, patience, average, other, threads);
    }
}
