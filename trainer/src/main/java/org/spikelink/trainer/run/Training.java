package org.spikelink.trainer.run;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ModelTensors;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.UpdateResult;

/**
 * One training: epochs of shuffled minibatches, each validated by the deployed network and followed by a checkpoint,
 * until all are done, validation stops improving, or {@link #stop} is called. The same plan, data and seed give the
 * same bits, with any number of threads and interruptions.
 */
public final class Training implements AutoCloseable {
    private final ModelDocument document;
    private final TrainingPlan plan;
    private final List<Example> training;
    private final List<Example> validation;
    private final TrainingState state;
    private volatile boolean stopped;
    private String failure; // null if there is none

    /**
     * A training with initial weights.
     *
     * @param training set, not empty
     * @param validation set for choosing the best epoch; empty to keep the last epoch
     * @param began start date, ISO 8601; unchanged when the training is resumed
     */
    public Training(
            ModelDocument document,
            LearningOptions options,
            TrainingPlan plan,
            List<Example> training,
            List<Example> validation,
            String began) {
        if (training.isEmpty()) {
            throw new TrainingException("the training set must hold a sequence (got none)");
        }
        this.document = document;
        this.plan = plan;
        this.training = training;
        this.validation = validation;
        Learner learner = Learner.create(document, options, plan.seed());
        learner.fitThresholds(Windows.sample(training, document.decision(), plan.seed()));
        this.state = new TrainingState(learner, plan, began);
    }

    /**
     * Runs the remaining epochs, and writes {@code checkpoint} after each; ends early after a failure, see {@link
     * #failure}.
     *
     * @throws TrainingException if the first epoch fails, or a checkpoint cannot be written
     */
    public void run(CheckpointFile checkpoint, TrainingListener listener) {
        while (!isDone()) {
            int epoch = state.history.size() + 1;
            EpochRecord record = epoch(epoch, listener);
            if (record == null) {
                checkFirst();
                return;
            }
            state.history.add(record);
            boolean best = keepIfBest(record);
            checkpoint.write(state);
            listener.ended(record, best);
        }
    }

    /** If an epoch fails, the best earlier one is kept; if the first epoch fails, there is none. */
    private void checkFirst() {
        if (failure != null && state.bestEpoch == 0) {
            throw new TrainingException(failure);
        }
    }

    /** Continues from a checkpoint. */
    public void resume(CheckpointFile checkpoint) {
        checkpoint.read(state);
    }

    /** Stops after the current update; the current epoch is discarded. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    private boolean isDone() {
        int epochs = state.history.size();
        return stopped
                || epochs >= plan.epochs()
                || (plan.patience() > 0
                        && !validation.isEmpty()
                        && epochs - state.bestEpoch >= plan.patience()
                        && epochs > 0);
    }

    /** One pass over the training set; null if it was stopped or failed. */
    private EpochRecord epoch(int epoch, TrainingListener listener) {
        int[] order = Seeds.order(plan.seed(), epoch, training.size());
        int updates = plan.updates(training.size());
        EpochSums sums = new EpochSums();
        for (int update = 0; update < updates; update++) {
            if (stopped) {
                return null;
            }
            int from = update * plan.batch();
            int to = Math.min(order.length, from + plan.batch());
            double rate =
                    plan.schedule(updates)
                            .at((epoch - 1L) * updates + update, (long) plan.epochs() * updates);
            UpdateResult result = state.learner.update(batch(epoch, order, from, to), rate);
            if (!Double.isFinite(result.loss())) {
                failure =
                        "epoch %d: the loss must be finite (got %s): lower lr, or set clip"
                                .formatted(epoch, result.loss());
                return null;
            }
            if (state.average != null) {
                state.average.add(state.learner.tensors());
            }
            sums.add(result, to - from, rate);
            listener.updated(epoch, to - from, result);
        }
        if (state.learner.fits()) {
            state.learner.fit();
            sums.replace(measured(training));
        }
        List<LayerWeights> weights = checkedWeights(epoch);
        return weights == null
                ? null
                : sums.record(epoch, validationLoss(), validationAccuracy(weights));
    }

    /** The weights that a model would have now; null if they are out of range. */
    private List<LayerWeights> checkedWeights(int epoch) {
        try {
            return ModelTensors.weights(document, state.weights());
        } catch (ModelException e) {
            failure = "epoch %d: %s: lower lr, or set clip".formatted(epoch, e.getMessage());
            return null;
        }
    }

    /**
     * Metrics of a network on unaugmented examples.
     *
     * @param loss sum over sequences or labelled steps
     * @param labelled number of sequences or labelled steps
     * @param correct number of correct predictions
     */
    record Measured(double loss, int labelled, int correct) {}

    private List<LabelledSequence> batch(int epoch, int[] order, int from, int to) {
        IntStream positions = IntStream.range(from, to);
        return (plan.threads() > 1 ? positions.parallel() : positions)
                .mapToObj(n -> drawn(epoch, order[n]))
                .toList();
    }

    private LabelledSequence drawn(int epoch, int n) {
        SplittableRandom random = Seeds.augmentation(plan.seed(), epoch, n);
        return Windows.draw(training.get(n).augmented(random), document.decision(), random);
    }

    /** Loss of the trained weights, not of their moving average. */
    private double validationLoss() {
        if (validation.isEmpty()) {
            return Double.NaN;
        }
        Measured measured = measured(validation);
        return measured.loss() / measured.labelled();
    }

    private Measured measured(List<Example> examples) {
        double sum = 0;
        int labelled = 0;
        int correct = 0;
        List<LabelledSequence> windows =
                examples.stream()
                        .flatMap(
                                example ->
                                        Windows.of(example.sequence(), document.decision())
                                                .stream())
                        .toList();
        for (int from = 0; from < windows.size(); from += plan.batch()) {
            int to = Math.min(windows.size(), from + plan.batch());
            UpdateResult result = state.learner.measure(windows.subList(from, to));
            sum += result.loss() * result.labelled();
            labelled += result.labelled();
            correct += result.correct();
        }
        return new Measured(sum, labelled, correct);
    }

    private double validationAccuracy(List<LayerWeights> weights) {
        return validation.isEmpty()
                ? Double.NaN
                : new DeployedNetwork(document, weights).evaluate(validation).accuracy();
    }

    private boolean keepIfBest(EpochRecord record) {
        boolean best = state.bestEpoch == 0 || validation.isEmpty() || isBetter(record);
        if (best) {
            state.bestEpoch = record.epoch();
            state.best = Weights.copy(state.weights());
        }
        return best;
    }

    /** Whether the accuracy is better or, with the same accuracy, the loss smaller. */
    private boolean isBetter(EpochRecord record) {
        EpochRecord best = state.bestRecord();
        return record.validationAccuracy() != best.validationAccuracy()
                ? record.validationAccuracy() > best.validationAccuracy()
                : record.validationLoss() < best.validationLoss();
    }

    /**
     * A model with the weights of the best epoch so far; with the initial weights before the end of the first epoch.
     */
    public Model best(ModelDocument described) {
        return ModelFile.of(described, state.best);
    }

    /** The start date of the training, ISO 8601. */
    public String began() {
        return state.began;
    }

    /** The best epoch so far, counted from 1; 0 before the end of the first epoch. */
    public int bestEpoch() {
        return state.bestEpoch;
    }

    /** All epochs so far. */
    public List<EpochRecord> history() {
        return List.copyOf(state.history);
    }

    /** Why the training failed: a loss or weights out of range; empty if it did not. The best epoch is kept. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        state.learner.close();
    }
}
