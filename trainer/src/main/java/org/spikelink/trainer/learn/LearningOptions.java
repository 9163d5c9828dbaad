package org.spikelink.trainer.learn;

import java.util.List;
import java.util.function.Consumer;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.network.Initialization;
import org.spikelink.trainer.network.ThresholdSpec;
import org.spikelink.trainer.optimizer.OptimizerSpec;
import org.spikelink.trainer.surrogate.Surrogate;

/**
 * All that learning needs beside the model's document. Start from {@link #DEFAULTS}.
 *
 * @param losses summed with their weights, at least one
 * @param classWeights of each class in every loss: sum(weight loss) / sum(weight); empty for 1
 * @param regularization of spikes
 * @param optimizer with its constants
 * @param clipNorm gradients whose norm exceeds it are scaled to it; 0 for no clipping
 * @param truncation how far back gradients flow
 * @param dropout share of a layer's outputs that the next one does not see while learning, drawn each step; below 1
 * @param thresholds one for all spiking layers, or one for each
 * @param learnInitialState whether syn and mem start at learned values; else at zero
 * @param initialization of weights
 * @param surrogate of all layers; null for each layer's own
 * @param ridge above 0, hidden layers stay as they are drawn and the linear output is fitted, see {@link ReadoutFit}; 0 to
 *     learn all by gradients
 * @param threads that work on a batch; the bits do not depend on it
 */
public record LearningOptions(
        List<LossTerm> losses,
        List<Double> classWeights,
        Regularization regularization,
        OptimizerSpec optimizer,
        double clipNorm,
        Truncation truncation,
        double dropout,
        List<ThresholdSpec> thresholds,
        boolean learnInitialState,
        Initialization initialization,
        Surrogate surrogate,
        double ridge,
        int threads) {
    /** Cross entropy of rates, Adam, a fixed threshold of 0.1, one thread. */
    public static final LearningOptions DEFAULTS =
            new LearningOptions(
                    List.of(LossTerm.of(LossKind.CE_RATE)),
                    List.of(),
                    Regularization.NONE,
                    OptimizerSpec.Adam.DEFAULT,
                    0,
                    Truncation.NONE,
                    0,
                    List.of(ThresholdSpec.FIXED),
                    false,
                    Initialization.TORCH,
                    null,
                    0,
                    1);

    public LearningOptions {
        losses = List.copyOf(losses);
        classWeights = List.copyOf(classWeights);
        thresholds = List.copyOf(thresholds);
        check(!losses.isEmpty(), "losses must name at least one (got %s)", losses);
        check(!thresholds.isEmpty(), "thresholds must name at least one (got %s)", thresholds);
        for (double weight : classWeights) {
            check(
                    weight >= 0 && weight <= 1e9,
                    "class_weights must be 0..1e9 (got %s)",
                    classWeights);
        }
        check(clipNorm >= 0 && clipNorm <= 1e9, "clip_norm must be 0..1e9 (got %s)", clipNorm);
        check(dropout >= 0 && dropout < 1, "dropout must be at least 0, below 1 (got %s)", dropout);
        check(
                ridge == 0 || (ridge >= 1e-10 && ridge <= 1e9),
                "ridge must be 0, or 1e-10..1e9 (got %s)",
                ridge);
        if (ridge > 0) {
            check(
                    dropout == 0,
                    "dropout must be 0 with ridge, which learns without it (got %s)",
                    dropout);
            check(
                    !learnInitialState,
                    "learn-initial-state must be off with ridge, which leaves hidden layers as they are (got %s)",
                    learnInitialState);
            for (ThresholdSpec threshold : thresholds) {
                check(
                        threshold.learning() == ThresholdSpec.Learning.FIXED,
                        "learn-threshold must be fixed with ridge, which leaves hidden layers as they are (got %s)",
                        threshold.learning());
            }
        }
        check(threads >= 1, "threads must be at least 1 (got %s)", threads);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule.formatted(value));
        }
    }

    public LearningOptions withLosses(List<LossTerm> value) {
        return changed(draft -> draft.losses = value);
    }

    public LearningOptions withClassWeights(List<Double> value) {
        return changed(draft -> draft.classWeights = value);
    }

    public LearningOptions withRegularization(Regularization value) {
        return changed(draft -> draft.regularization = value);
    }

    public LearningOptions withOptimizer(OptimizerSpec value) {
        return changed(draft -> draft.optimizer = value);
    }

    public LearningOptions withClipNorm(double value) {
        return changed(draft -> draft.clipNorm = value);
    }

    public LearningOptions withTruncation(Truncation value) {
        return changed(draft -> draft.truncation = value);
    }

    public LearningOptions withDropout(double value) {
        return changed(draft -> draft.dropout = value);
    }

    public LearningOptions withThresholds(List<ThresholdSpec> value) {
        return changed(draft -> draft.thresholds = value);
    }

    public LearningOptions withLearnInitialState(boolean value) {
        return changed(draft -> draft.learnInitialState = value);
    }

    public LearningOptions withInitialization(Initialization value) {
        return changed(draft -> draft.initialization = value);
    }

    public LearningOptions withSurrogate(Surrogate value) {
        return changed(draft -> draft.surrogate = value);
    }

    public LearningOptions withRidge(double value) {
        return changed(draft -> draft.ridge = value);
    }

    public LearningOptions withThreads(int value) {
        return changed(draft -> draft.threads = value);
    }

    private LearningOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options while one of them changes. */
    private static final class Draft {
        private List<LossTerm> losses;
        private List<Double> classWeights;
        private Regularization regularization;
        private OptimizerSpec optimizer;
        private double clipNorm;
        private Truncation truncation;
        private double dropout;
        private List<ThresholdSpec> thresholds;
        private boolean learnInitialState;
        private Initialization initialization;
        private Surrogate surrogate;
        private double ridge;
        private int threads;

        Draft(LearningOptions from) {
            losses = from.losses;
            classWeights = from.classWeights;
            regularization = from.regularization;
            optimizer = from.optimizer;
            clipNorm = from.clipNorm;
            truncation = from.truncation;
            dropout = from.dropout;
            thresholds = from.thresholds;
            learnInitialState = from.learnInitialState;
            initialization = from.initialization;
            surrogate = from.surrogate;
            ridge = from.ridge;
            threads = from.threads;
        }

        LearningOptions options() {
            return new LearningOptions(
                    losses,
                    classWeights,
                    regularization,
                    optimizer,
                    clipNorm,
                    truncation,
                    dropout,
                    thresholds,
                    learnInitialState,
                    initialization,
                    surrogate,
                    ridge,
                    threads);
        }
    }
}
