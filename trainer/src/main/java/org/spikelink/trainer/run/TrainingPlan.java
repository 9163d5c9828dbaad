package org.spikelink.trainer.run;

import org.spikelink.trainer.optimizer.Schedule;

/**
 * How a training goes from epoch to epoch.
 *
 * @param epochs at least 1
 * @param batch sequences an update, at least 1
 * @param rate the largest learning rate
 * @param shape how the rate goes on after the warm-up
 * @param warmUp epochs until the rate is reached, may be a share of one
 * @param patience epochs without a better validation that end the training; 0 for none
 * @param average share that the running mean of the weights keeps at each update, 0..1; 0 for none, else the mean is
 *     what is validated and kept
 * @param seed of weights, order and augmentation
 * @param threads that prepare a batch; no bit depends on them
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

    /** Updates of an epoch over so many sequences. */
    int updates(int sequences) {
        return (sequences + batch - 1) / batch;
    }

    /** The learning rate over all updates, so many an epoch. */
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
