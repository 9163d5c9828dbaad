package org.spikelink.trainer.learn;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.optimizer.OptimizerSpec;
import org.spikelink.trainer.surrogate.Surrogate;

/**
 * Training options that are not part of the model's document. Start from {@link #DEFAULTS}.
 *
 * @param losses summed with their weights, at least one
 * @param classWeights of each class in every loss: sum(weight loss) / sum(weight); empty for equal weights
 * @param labelSmoothing share of a label that is spread evenly over all classes, in cross entropies; below 1
 * @param regularization penalties on spikes
 * @param optimizer and its constants
 * @param decayAll whether weight decay is also applied to biases, thresholds and initial states, as torch does
 * @param clipNorm gradients whose norm exceeds it are scaled to it; 0 for no clipping
 * @param truncation how far back gradients flow
 * @param dropout share of a layer's outputs that is dropped during training, at all steps of a sequence; below 1
 * @param thresholds one for all spiking layers, or one per layer
 * @param thresholdQuantile of the membranes of the training set, at which thresholds start, see {@link ThresholdFit}; {@link
 *     ThresholdQuantile#NONE} for the initial values of {@code thresholds}. A range needs a threshold for each neuron
 * @param learnInitialState whether the initial syn and mem are trained; else they are zero
 * @param initialization of weights
 * @param surrogate of all layers; null for each layer's own
 * @param layers options of single layers, by their number
 * @param ridge if above 0, hidden layers keep their initial weights and only the linear output is fitted, see {@link
 *     ReadoutFit}; 0 to train all layers by gradients
 * @param threads that work on a batch; the result is the same with any number
 */
public record LearningOptions(
        List<LossTerm> losses,
        List<Double> classWeights,
        double labelSmoothing,
        Regularization regularization,
        OptimizerSpec optimizer,
        boolean decayAll,
        double clipNorm,
        Truncation truncation,
        double dropout,
        List<ThresholdSpec> thresholds,
        ThresholdQuantile thresholdQuantile,
        boolean learnInitialState,
        Initialization initialization,
        Surrogate surrogate,
        Map<Integer, LayerTraining> layers,
        double ridge,
        int threads) {
    /** Cross entropy of rates, Adam, a fixed threshold of 0.1, one thread. */
    public static final LearningOptions DEFAULTS =
            new LearningOptions(
                    List.of(LossTerm.of(LossKind.CE_RATE)),
                    List.of(),
                    0,
                    Regularization.NONE,
                    OptimizerSpec.Adam.DEFAULT,
                    false,
                    0,
                    Truncation.NONE,
                    0,
                    List.of(ThresholdSpec.FIXED),
                    ThresholdQuantile.NONE,
                    false,
                    Initialization.TORCH,
                    null,
                    Map.of(),
                    0,
                    1);

    public LearningOptions {
        losses = List.copyOf(losses);
        classWeights = List.copyOf(classWeights);
        thresholds = List.copyOf(thresholds);
        layers = Map.copyOf(layers);
        check(!losses.isEmpty(), "losses must contain at least one loss (got %s)", losses);
        check(!thresholds.isEmpty(), "thresholds must name at least one (got %s)", thresholds);
        for (double weight : classWeights) {
            check(
                    weight >= 0 && weight <= 1e9,
                    "class_weights must be 0..1e9 (got %s)",
                    classWeights);
        }
        check(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "label_smoothing must be at least 0, below 1 (got %s)",
                labelSmoothing);
        check(clipNorm >= 0 && clipNorm <= 1e9, "clip_norm must be 0..1e9 (got %s)", clipNorm);
        check(dropout >= 0 && dropout < 1, "dropout must be at least 0, below 1 (got %s)", dropout);
        for (ThresholdSpec threshold : thresholds) {
            check(
                    !thresholdQuantile.isRange() || threshold.learning().isPerNeuron(),
                    "learn-threshold must be fixed_per_neuron or per_neuron with a range of threshold quantiles (got %s)",
                    threshold.learning());
        }
        check(
                ridge == 0 || (ridge >= 1e-10 && ridge <= 1e9),
                "ridge must be 0, or 1e-10..1e9 (got %s)",
                ridge);
        if (ridge > 0) {
            check(
                    dropout == 0,
                    "dropout must be 0 with ridge, which does not use it (got %s)",
                    dropout);
            check(
                    !learnInitialState,
                    "learn-initial-state must be off with ridge, which does not train hidden layers (got %s)",
                    learnInitialState);
            for (ThresholdSpec threshold : thresholds) {
                check(
                        !threshold.learning().isLearned(),
                        "learn-threshold must be fixed or fixed_per_neuron with ridge, which does not train hidden layers (got %s)",
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

    public LearningOptions withLabelSmoothing(double value) {
        return changed(draft -> draft.labelSmoothing = value);
    }

    public LearningOptions withRegularization(Regularization value) {
        return changed(draft -> draft.regularization = value);
    }

    public LearningOptions withOptimizer(OptimizerSpec value) {
        return changed(draft -> draft.optimizer = value);
    }

    public LearningOptions withDecayAll(boolean value) {
        return changed(draft -> draft.decayAll = value);
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

    public LearningOptions withThresholdQuantile(ThresholdQuantile value) {
        return changed(draft -> draft.thresholdQuantile = value);
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

    public LearningOptions withLayers(Map<Integer, LayerTraining> value) {
        return changed(draft -> draft.layers = value);
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

    /** A mutable copy of the options. */
    private static final class Draft {
        private List<LossTerm> losses;
        private List<Double> classWeights;
        private double labelSmoothing;
        private Regularization regularization;
        private OptimizerSpec optimizer;
        private boolean decayAll;
        private double clipNorm;
        private Truncation truncation;
        private double dropout;
        private List<ThresholdSpec> thresholds;
        private ThresholdQuantile thresholdQuantile;
        private boolean learnInitialState;
        private Initialization initialization;
        private Surrogate surrogate;
        private Map<Integer, LayerTraining> layers;
        private double ridge;
        private int threads;

        Draft(LearningOptions from) {
            losses = from.losses;
            classWeights = from.classWeights;
            labelSmoothing = from.labelSmoothing;
            regularization = from.regularization;
            optimizer = from.optimizer;
            decayAll = from.decayAll;
            clipNorm = from.clipNorm;
            truncation = from.truncation;
            dropout = from.dropout;
            thresholds = from.thresholds;
            thresholdQuantile = from.thresholdQuantile;
            learnInitialState = from.learnInitialState;
            initialization = from.initialization;
            surrogate = from.surrogate;
            layers = from.layers;
            ridge = from.ridge;
            threads = from.threads;
        }

        LearningOptions options() {
            return new LearningOptions(
                    losses,
                    classWeights,
                    labelSmoothing,
                    regularization,
                    optimizer,
                    decayAll,
                    clipNorm,
                    truncation,
                    dropout,
                    thresholds,
                    thresholdQuantile,
                    learnInitialState,
                    initialization,
                    surrogate,
                    layers,
                    ridge,
                    threads);
        }
    }
}
