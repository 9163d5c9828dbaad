package org.spikelink.jobs.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.Truncation;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.network.Initialization;
import org.spikelink.trainer.network.PerLayer;
import org.spikelink.trainer.network.ThresholdSpec;
import org.spikelink.trainer.optimizer.OptimizerSpec;
import org.spikelink.trainer.optimizer.Schedule;
import org.spikelink.trainer.run.NetworkPlan;
import org.spikelink.trainer.run.TrainingPlan;
import org.spikelink.trainer.run.Warnings;
import picocli.CommandLine.Option;

/** Options that say how it is learned. */
public final class LearningArguments {
    /** Weights of classes. */
    enum ClassWeights {
        NONE,
        /** Inversely as often as a class is seen. */
        BALANCED
    }

    @Option(names = "--epochs", description = "passes over the data (default: 60; 1 with --ridge)")
    private Integer epochs;

    @Option(
            names = "--batch",
            defaultValue = "32",
            description = "sequences an update (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--lr",
            defaultValue = "0.002",
            description = "largest learning rate (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--schedule",
            defaultValue = "cosine",
            paramLabel = "constant|cosine|step",
            description =
                    "learning rate over the epochs; step: a tenth after each third (default: ${DEFAULT-VALUE})")
    private Schedule.Shape schedule;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            paramLabel = "EPOCHS",
            description = "epochs until the learning rate is reached (default: ${DEFAULT-VALUE})")
    private double warmUp;

    @Option(
            names = "--optimizer",
            defaultValue = "adamw",
            paramLabel = "KIND[:NAME=N,...]",
            description =
                    "adam, adamw (beta1, beta2, eps, weight_decay), sgd (momentum, weight_decay), rmsprop (alpha, eps,"
                            + " weight_decay), with torch's defaults (default: ${DEFAULT-VALUE})")
    private String optimizer;

    @Option(
            names = "--loss",
            paramLabel = "KIND[:weight=N,...]",
            description =
                    "ce_rate, ce_count, mse_count (on, off: rates), ce_max_membrane, mse_membrane (on, off),"
                            + " ce_temporal, mse_temporal, ce_per_step, ce_per_step_membrane; several are summed"
                            + " (default: ce_rate, ce_per_step where steps have labels; of a linear layer ce_max_membrane,"
                            + " ce_per_step_membrane; with --ridge, which tells it only, mse_membrane)")
    private List<String> losses;

    @Option(
            names = "--regularize",
            paramLabel = "NAME=N[,NAME=N...]",
            description =
                    "l1_rate: costs spikes; band, low, high: keeps firing rates within [low, high]")
    private String regularize;

    @Option(
            names = "--class-weights",
            defaultValue = "none",
            paramLabel = "none|balanced",
            description = "how much each class counts (default: ${DEFAULT-VALUE})")
    private ClassWeights classWeights;

    @Option(
            names = "--clip",
            defaultValue = "1",
            description = "largest norm of gradients, 0 for none (default: ${DEFAULT-VALUE})")
    private double clip;

    @Option(
            names = "--tbptt",
            defaultValue = "0",
            paramLabel = "K",
            description = "steps that gradients flow back, 0 for all (default: ${DEFAULT-VALUE})")
    private int tbptt;

    @Option(
            names = "--tbptt-accumulate",
            arity = "0..1",
            description = "one update a batch instead of one every K steps")
    private boolean accumulate;

    @Option(
            names = "--dropout",
            defaultValue = "0",
            description =
                    "share of a layer's outputs that the next one does not see (default: ${DEFAULT-VALUE})")
    private double dropout;

    @Option(
            names = "--threshold",
            split = ",",
            defaultValue = "0.1",
            paramLabel = "N[,N]",
            description =
                    "threshold that neurons start with, one for all or one for each SLSTM layer (default: ${DEFAULT-VALUE})")
    private List<Double> threshold;

    @Option(
            names = "--learn-threshold",
            split = ",",
            defaultValue = "fixed",
            paramLabel = "fixed|scalar|per_neuron[,...]",
            description =
                    "whether thresholds are learned, of all or of each SLSTM layer (default: ${DEFAULT-VALUE})")
    private List<ThresholdSpec.Learning> learnThreshold;

    @Option(
            names = "--learn-initial-state",
            arity = "0..1",
            description = "learn the state that a stream starts with")
    private boolean learnInitialState;

    @Option(
            names = "--forget-bias",
            defaultValue = "0",
            description = "added to the forget gate's first bias (default: ${DEFAULT-VALUE})")
    private double forgetBias;

    @Option(
            names = "--forget-spread",
            defaultValue = "0",
            description =
                    "at most added to that, drawn for each neuron: memories of many lengths (default: ${DEFAULT-VALUE})")
    private double forgetSpread;

    @Option(
            names = "--fan-in",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "inputs that each SLSTM neuron sees at first, drawn for each; weights within sqrt(3 / N) (default: all,"
                            + " torch's range)")
    private int fanIn;

    @Option(
            names = "--recurrent-gain",
            defaultValue = "1",
            description =
                    "what first recurrent weights are multiplied with; 0: neurons start without knowing of each other"
                            + " (default: ${DEFAULT-VALUE})")
    private double recurrentGain;

    @Option(
            names = "--ridge",
            defaultValue = "0",
            description =
                    "leave hidden layers as they are drawn and fit --output linear to their mean outputs by ridge"
                            + " regression, so strong in units of the outputs' spread; nothing is learned by gradients,"
                            + " more than one epoch serves --augment only (default: ${DEFAULT-VALUE}: learn all by"
                            + " gradients)")
    private double ridge;

    @Option(
            names = "--orthogonal",
            arity = "0..1",
            description = "recurrent weights start orthogonal")
    private boolean orthogonal;

    @Option(
            names = "--average",
            defaultValue = "0",
            paramLabel = "DECAY",
            description =
                    "keep a running mean of the weights with this decay an update, 0 for none (default: ${DEFAULT-VALUE})")
    private double average;

    @Option(
            names = "--patience",
            defaultValue = "20",
            paramLabel = "EPOCHS",
            description =
                    "stop after so many epochs without a better validation, 0 for never (default: ${DEFAULT-VALUE})")
    private int patience;

    /** Checks what the rest must be where only a readout is fitted; {@code findsRate} whether a rate is looked for. */
    void check(NetworkPlan network, boolean findsRate) {
        if (!(ridge > 0)) {
            return;
        }
        if (network.output() != NetworkPlan.Output.LINEAR
                || network.population() != 1
                || network.readout() != ReadoutSpec.Kind.MEAN_MEMBRANE) {
            throw new IllegalArgumentException(
                    "ridge needs output linear, population 1 and readout mean_membrane (got %s, %d, %s)"
                            .formatted(
                                    network.output().name().toLowerCase(Locale.ROOT),
                                    network.population(),
                                    network.readout().name().toLowerCase(Locale.ROOT)));
        }
        if (average > 0) {
            throw new IllegalArgumentException(
                    "average must be 0 with ridge, which has no running weights (got %s)"
                            .formatted(average));
        }
        if (findsRate) {
            throw new IllegalArgumentException(
                    "lr-find must be off with ridge, which needs no learning rate (got ridge %s)"
                            .formatted(ridge));
        }
    }

    TrainingPlan plan(long seed, int threads) {
        return new TrainingPlan(
                epochs(), batch, rate, schedule, warmUp, patience, average, seed, threads);
    }

    private int epochs() {
        return epochs == null ? (ridge > 0 ? 1 : 60) : epochs;
    }

    boolean isBalanced() {
        return classWeights == ClassWeights.BALANCED;
    }

    /**
     * The options.
     *
     * @param network whose layers learn
     * @param perStep whether each step has a label
     * @param weights of the classes, empty for none
     */
    LearningOptions options(
            NetworkPlan network, boolean perStep, List<Double> weights, int threads) {
        boolean spikes = network.output() == NetworkPlan.Output.SLSTM;
        return LearningOptions.DEFAULTS
                .withLosses(lossTerms(usualLoss(spikes, perStep, ridge > 0)))
                .withClassWeights(weights)
                .withRegularization(regularization())
                .withOptimizer(optimizerSpec())
                .withClipNorm(clip)
                .withTruncation(new Truncation(tbptt, accumulate))
                .withDropout(dropout)
                .withThresholds(thresholds(network.spikingLayers()))
                .withLearnInitialState(learnInitialState)
                .withInitialization(
                        new Initialization(
                                forgetBias, forgetSpread, orthogonal, recurrentGain, fanIn))
                .withRidge(ridge)
                .withThreads(threads);
    }

    /** What to look at before anything is learned. */
    List<String> warnings(NetworkPlan network) {
        return Warnings.ofThresholds(threshold, network.stateQuant());
    }

    private List<ThresholdSpec> thresholds(int layers) {
        PerLayer.check("threshold", threshold, layers);
        PerLayer.check("learn-threshold", learnThreshold, layers);
        List<ThresholdSpec> specs = new ArrayList<>();
        for (int n = 0; n < Math.max(threshold.size(), learnThreshold.size()); n++) {
            specs.add(
                    new ThresholdSpec(
                            PerLayer.of(learnThreshold, n),
                            PerLayer.of(threshold, n),
                            ThresholdSpec.DEFAULT_FLOOR));
        }
        return specs;
    }

    private static String usualLoss(boolean spikes, boolean perStep, boolean fits) {
        if (fits && !perStep) {
            return "mse_membrane"; // told only
        }
        if (perStep) {
            return spikes ? "ce_per_step" : "ce_per_step_membrane";
        }
        return spikes ? "ce_rate" : "ce_max_membrane";
    }

    private List<LossTerm> lossTerms(String usualLoss) {
        List<LossTerm> terms = new ArrayList<>();
        for (String text : losses == null ? List.of(usualLoss) : losses) {
            terms.add(term(KindAndNumbers.parse("loss", text)));
        }
        return terms;
    }

    private static LossTerm term(KindAndNumbers given) {
        LossTerm usual = LossTerm.of(kind(given.kind()));
        LossTerm term =
                usual.withWeight(given.take("weight", usual.weight()))
                        .withTargets(given.take("on", usual.on()), given.take("off", usual.off()));
        given.close("loss");
        return term;
    }

    private static LossKind kind(String name) {
        List<String> names = new ArrayList<>();
        for (LossKind kind : LossKind.values()) {
            names.add(kind.name().toLowerCase(Locale.ROOT));
            if (names.get(names.size() - 1).equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "loss must be one of %s (got '%s')".formatted(String.join(", ", names), name));
    }

    private Regularization regularization() {
        if (regularize == null) {
            return Regularization.NONE;
        }
        KindAndNumbers given = KindAndNumbers.parse("regularize", "spikes:" + regularize);
        Regularization usual = Regularization.NONE;
        Regularization regularization =
                new Regularization(
                        given.take("l1_rate", usual.l1Rate()),
                        given.take("band", usual.band()),
                        given.take("low", usual.low()),
                        given.take("high", usual.high()),
                        usual.layers());
        given.close("regularize");
        return regularization;
    }

    private OptimizerSpec optimizerSpec() {
        KindAndNumbers given = KindAndNumbers.parse("optimizer", optimizer);
        OptimizerSpec spec =
                switch (given.kind()) {
                    case "adam" -> adam(given, OptimizerSpec.Adam.DEFAULT);
                    case "adamw" -> adam(given, OptimizerSpec.Adam.ADAMW);
                    case "sgd" ->
                            new OptimizerSpec.Sgd(
                                    given.take("momentum", 0), given.take("weight_decay", 0));
                    case "rmsprop" -> rmsProp(given, OptimizerSpec.RmsProp.DEFAULT);
                    default ->
                            throw new IllegalArgumentException(
                                    "optimizer must be adam, adamw, sgd or rmsprop (got '%s')"
                                            .formatted(given.kind()));
                };
        given.close("optimizer");
        return spec;
    }

    private static OptimizerSpec adam(KindAndNumbers given, OptimizerSpec.Adam usual) {
        return new OptimizerSpec.Adam(
                given.take("beta1", usual.beta1()),
                given.take("beta2", usual.beta2()),
                given.take("eps", usual.eps()),
                given.take("weight_decay", usual.weightDecay()),
                usual.decoupled());
    }

    private static OptimizerSpec rmsProp(KindAndNumbers given, OptimizerSpec.RmsProp usual) {
        return new OptimizerSpec.RmsProp(
                given.take("alpha", usual.alpha()),
                given.take("eps", usual.eps()),
                given.take("weight_decay", usual.weightDecay()));
    }
}
