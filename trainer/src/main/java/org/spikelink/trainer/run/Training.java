package org.spikelink.trainer.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.UpdateResult;

/**
 * One training: epochs of shuffled minibatches, each validated by the deployed network and followed by a checkpoint,
 * until all are done, validation has not become better for long, or {@link #stop}. The same plan, data and seed give
 * the same bits, whatever the threads and however often it was interrupted.
 */
public final class Training implements AutoCloseable {
    private final ModelDocument document;
    private final TrainingPlan plan;
    private final List<Example> learned;
    private final List<Example> validation;
    private final TrainingState state;
    private volatile boolean stopped;
    private String failure; // null while all is well

    /**
     * Makes fresh weights.
     *
     * @param learned what is learned from, at least one
     * @param validation what decides which epoch is best; empty for the last one
     * @param began the day, ISO 8601; kept over interruptions
     */
    public Training(
            ModelDocument document,
            LearningOptions options,
            TrainingPlan plan,
            List<Example> learned,
            List<Example> validation,
            String began) {
        if (learned.isEmpty()) {
            throw new TrainingException("there must be a sequence to learn from (got none)");
        }
        this.document = document;
        this.plan = plan;
        this.learned = learned;
        this.validation = validation;
        this.state = new TrainingState(Learner.create(document, options, plan.seed()), plan, began);
    }

    /**
     * Goes on to the end, from wherever {@code checkpoint} is; or to an epoch that cannot be gone on from, see {@link
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

    /** An epoch that fails leaves the best one before it; without one there is nothing to keep. */
    private void checkFirst() {
        if (failure != null && state.bestEpoch == 0) {
            throw new TrainingException(failure);
        }
    }

    /** Takes up where {@code checkpoint} was written. */
    public void resume(CheckpointFile checkpoint) {
        checkpoint.read(state);
    }

    /** From any thread: ends after the update at hand; what the epoch under way has learned is dropped. */
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

    /** One pass over all sequences; null if stopped meanwhile, or if it failed. */
    private EpochRecord epoch(int epoch, TrainingListener listener) {
        int[] order = Seeds.order(plan.seed(), epoch, learned.size());
        int updates = plan.updates(learned.size());
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
            sums.becomes(measured(learned));
        }
        Model model = deployed(epoch);
        return model == null
                ? null
                : sums.record(epoch, validationLoss(), validationAccuracy(model));
    }

    /** The weights as a model, which refuses those that are out of range; null if it does. */
    private Model deployed(int epoch) {
        try {
            return Model.of(document, state.weights());
        } catch (ModelException e) {
            failure = "epoch %d: %s: lower lr, or set clip".formatted(epoch, e.getMessage());
            return null;
        }
    }

    /**
     * What a network does on examples as they were recorded.
     *
     * @param loss added up over sequences, or labelled steps
     * @param labelled sequences, or labelled steps
     * @param right of these
     */
    record Measured(double loss, int labelled, int right) {}

    private List<LabelledSequence> batch(int epoch, int[] order, int from, int to) {
        IntStream positions = IntStream.range(from, to);
        return (plan.threads() > 1 ? positions.parallel() : positions)
                .mapToObj(n -> drawn(epoch, order[n]))
                .toList();
    }

    private LabelledSequence drawn(int epoch, int n) {
        return learned.get(n).augmented(Seeds.augmentation(plan.seed(), epoch, n));
    }

    /** Of the weights as they learn; the running mean has no loss of its own. */
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
        int right = 0;
        for (int from = 0; from < examples.size(); from += plan.batch()) {
            int to = Math.min(examples.size(), from + plan.batch());
            UpdateResult result =
                    state.learner.measure(
                            examples.subList(from, to).stream().map(Example::sequence).toList());
            sum += result.loss() * result.labelled();
            labelled += result.labelled();
            right += result.right();
        }
        return new Measured(sum, labelled, right);
    }

    private double validationAccuracy(Model model) {
        return validation.isEmpty()
                ? Double.NaN
                : Confusion.of(new DeployedNetwork(model), validation).accuracy();
    }

    private boolean keepIfBest(EpochRecord record) {
        boolean best = state.bestEpoch == 0 || validation.isEmpty() || isBetter(record);
        if (best) {
            state.bestEpoch = record.epoch();
            state.best = Weights.copy(state.weights());
        }
        return best;
    }

    /** More right; of as many, the smaller loss. */
    private boolean isBetter(EpochRecord record) {
        EpochRecord best = state.bestRecord();
        return record.validationAccuracy() != best.validationAccuracy()
                ? record.validationAccuracy() > best.validationAccuracy()
                : record.validationLoss() < best.validationLoss();
    }

    /** A model with the weights of the best epoch so far; with first weights before the first one ended. */
    public Model best(ModelDocument described) {
        return Model.of(described, state.best);
    }

    /** The day on which it began, ISO 8601. */
    public String began() {
        return state.began;
    }

    /** The best epoch so far, from 1 on; 0 before the first one ended. */
    public int bestEpoch() {
        return state.bestEpoch;
    }

    /** All epochs so far. */
    public List<EpochRecord> history() {
        return List.copyOf(state.history);
    }

    /** Why it ended before its time, the best epoch kept: a loss or weights out of range; empty if it did not. */
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
