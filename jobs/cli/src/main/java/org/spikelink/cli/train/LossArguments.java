package org.spikelink.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import picocli.CommandLine.Option;

/** Options of the loss. */
final class LossArguments {
    /** Weights of classes. */
    enum ClassWeights {
        NONE,
        /** Inversely proportional to the frequency of the class. */
        BALANCED
    }

    @Option(
            names = "--loss",
            paramLabel = "KIND[:weight=N,...]",
            description =
                    "ce_rate, ce_count, mse_count (on, off: target rates), ce_max_membrane, ce_mean_membrane,"
                            + " mse_membrane (on, off: target values), ce_temporal, mse_temporal, ce_per_step, ce_per_step_membrane; several"
                            + " are added up (default: by --readout: ce_rate, ce_max_membrane or ce_mean_membrane; ce_per_step or"
                            + " ce_per_step_membrane where steps have labels; mse_membrane with --ridge, which only"
                            + " reports it)")
    private List<String> losses;

    @Option(
            names = "--label-smoothing",
            defaultValue = "0",
            paramLabel = "SHARE",
            description =
                    "share of a label that is spread over all classes in cross entropies (default: ${DEFAULT-VALUE})")
    double labelSmoothing;

    @Option(
            names = "--regularize",
            paramLabel = "NAME=N[,NAME=N...]",
            description =
                    "l1_rate: penalty on spikes; band, low, high: penalty on firing rates outside [low, high]"
                            + " (default: none)")
    private String regularize;

    @Option(
            names = "--class-weights",
            defaultValue = "none",
            paramLabel = "none|balanced",
            description =
                    "weights of the classes in the loss; balanced: inversely proportional to the class's frequency"
                            + " (default: ${DEFAULT-VALUE})")
    private ClassWeights classWeights;

    boolean isBalanced() {
        return classWeights == ClassWeights.BALANCED;
    }

    /** Empty for the default. */
    List<LossTerm> terms() {
        List<LossTerm> terms = new ArrayList<>();
        for (String text : losses == null ? List.<String>of() : losses) {
            terms.add(term(NamedNumbers.parse("loss", text)));
        }
        return terms;
    }

    private static LossTerm term(NamedNumbers given) {
        LossTerm defaults = LossTerm.of(kind(given.kind()));
        LossTerm term =
                defaults.withWeight(given.take("weight", defaults.weight()))
                        .withTargets(
                                given.take("on", defaults.on()), given.take("off", defaults.off()));
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

    Regularization regularization() {
        if (regularize == null) {
            return Regularization.NONE;
        }
        NamedNumbers given = NamedNumbers.parse("regularize", "spikes:" + regularize);
        Regularization defaults = Regularization.NONE;
        Regularization regularization =
                new Regularization(
                        given.take("l1_rate", defaults.l1Rate()),
                        given.take("band", defaults.band()),
                        given.take("low", defaults.low()),
                        given.take("high", defaults.high()),
                        defaults.layers());
        given.close("regularize");
        return regularization;
    }
}
