package org.spikelink.cli.train;

import org.spikelink.trainer.experiment.TrainingOptions;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.Truncation;
import org.spikelink.trainer.run.NetworkPlan;
import org.spikelink.trainer.run.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the training itself. */
final class LearningArguments {
    @Option(
            names = "--epochs",
            description = "passes over the training set (default: 60; 1 with --ridge)")
    private Integer epochs;

    @Option(
            names = "--batch",
            defaultValue = "32",
            description = "sequences in a minibatch (default: ${DEFAULT-VALUE})")
    private int batch;

    @Mixin private OptimizerArguments optimizer = new OptimizerArguments();
    @Mixin private LossArguments loss = new LossArguments();

    @Option(
            names = "--tbptt",
            defaultValue = "0",
            paramLabel = "K",
            description =
                    "truncated backpropagation through time: steps that gradients flow back, 0 for all (default:"
                            + " ${DEFAULT-VALUE})")
    private int tbptt;

    @Option(
            names = "--tbptt-accumulate",
            arity = "0..1",
            description = "one update for each minibatch instead of one every K steps")
    private boolean accumulate;

    @Option(
            names = "--dropout",
            defaultValue = "0",
            description =
                    "share of a layer's outputs that is dropped during training, the same at all steps of a recording"
                            + " (default: ${DEFAULT-VALUE})")
    private double dropout;

    @Mixin private InitialWeightsArguments initial = new InitialWeightsArguments();

    @Option(
            names = "--ridge",
            defaultValue = "0",
            description =
                    "keep the initial weights of the hidden layers and fit only the layer of --output linear, by ridge"
                            + " regression on the mean outputs of the last hidden layer. The value is the strength of the"
                            + " penalty, in units of the variance of these outputs. There are no gradients; more than one"
                            + " epoch is of use with --augment only (default: ${DEFAULT-VALUE}: train all layers by"
                            + " gradients)")
    private double ridge;

    @Option(
            names = "--average",
            defaultValue = "0",
            paramLabel = "DECAY",
            description =
                    "validate and keep an exponential moving average of the weights with this decay per update, 0 for the"
                            + " weights themselves (default: ${DEFAULT-VALUE})")
    private double average;

    @Option(
            names = "--patience",
            defaultValue = "20",
            paramLabel = "EPOCHS",
            description =
                    "early stopping: stop after this many epochs without a better validation result, 0 for never (default:"
                            + " ${DEFAULT-VALUE})")
    private int patience;

    /** The options in the form that the trainer uses. */
    TrainingOptions options(NetworkPlan network, long seed, int threads) {
        return new TrainingOptions(
                plan(seed, threads), learning(network, threads), loss.terms(), loss.isBalanced());
    }

    private TrainingPlan plan(long seed, int threads) {
        return new TrainingPlan(
                epochs(),
                batch,
                optimizer.rate,
                optimizer.schedule,
                optimizer.warmUp,
                patience,
                average,
                seed,
                threads);
    }

    private int epochs() {
        return epochs == null ? (ridge > 0 ? 1 : 60) : epochs;
    }

    private LearningOptions learning(NetworkPlan network, int threads) {
        return LearningOptions.DEFAULTS
                .withRegularization(loss.regularization())
                .withOptimizer(optimizer.spec())
                .withClipNorm(optimizer.clip)
                .withTruncation(new Truncation(tbptt, accumulate))
                .withDropout(dropout)
                .withThresholds(initial.thresholds(network.spikingLayers()))
                .withThresholdQuantile(initial.thresholdQuantile())
                .withLabelSmoothing(loss.labelSmoothing)
                .withDecayAll(optimizer.decayAll())
                .withLearnInitialState(initial.learnInitialState)
                .withInitialization(initial.initialization())
                .withLayers(network.training())
                .withRidge(ridge)
                .withThreads(threads);
    }
}
