package org.spikelink.cli.train;

import org.spikelink.trainer.optimizer.OptimizerSpec;
import org.spikelink.trainer.optimizer.Schedule;
import picocli.CommandLine.Option;

/** Options of the optimizer and its learning rate. */
final class OptimizerArguments {
    @Option(
            names = "--lr",
            defaultValue = "0.002",
            description = "maximum learning rate (default: ${DEFAULT-VALUE})")
    double rate;

    @Option(
            names = "--schedule",
            defaultValue = "cosine",
            paramLabel = "constant|cosine|step",
            description =
                    "learning rate over the epochs; step: divided by 10 after each third (default: ${DEFAULT-VALUE})")
    Schedule.Shape schedule;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            paramLabel = "EPOCHS",
            description =
                    "epochs over which the learning rate rises to --lr (default: ${DEFAULT-VALUE})")
    double warmUp;

    @Option(
            names = "--optimizer",
            defaultValue = "adamw",
            paramLabel = "KIND[:NAME=N,...]",
            description =
                    "adam, adamw (beta1, beta2, eps, weight_decay), sgd (momentum, weight_decay), rmsprop (alpha, eps,"
                            + " weight_decay), with PyTorch's defaults; weights decay, biases and thresholds do not,"
                            + " unless decay_all=1 (default: ${DEFAULT-VALUE})")
    private String optimizer;

    @Option(
            names = "--clip",
            defaultValue = "1",
            description =
                    "maximum norm of the gradient, 0 for no clipping (default: ${DEFAULT-VALUE})")
    double clip;

    OptimizerSpec spec() {
        NamedNumbers given = NamedNumbers.parse("optimizer", optimizer);
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
        given.takeFlag("decay_all", false);
        given.close("optimizer");
        return spec;
    }

    /** Whether biases and thresholds decay as weights do. */
    boolean decayAll() {
        return NamedNumbers.parse("optimizer", optimizer).takeFlag("decay_all", false);
    }

    private static OptimizerSpec adam(NamedNumbers given, OptimizerSpec.Adam defaults) {
        return new OptimizerSpec.Adam(
                given.take("beta1", defaults.beta1()),
                given.take("beta2", defaults.beta2()),
                given.take("eps", defaults.eps()),
                given.take("weight_decay", defaults.weightDecay()),
                defaults.decoupled());
    }

    private static OptimizerSpec rmsProp(NamedNumbers given, OptimizerSpec.RmsProp defaults) {
        return new OptimizerSpec.RmsProp(
                given.take("alpha", defaults.alpha()),
                given.take("eps", defaults.eps()),
                given.take("weight_decay", defaults.weightDecay()));
    }
}
