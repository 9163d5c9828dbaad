package org.spikelink.trainer.experiment;

import java.util.Locale;
import java.util.Map;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.trainer.run.NetworkPlan;

/**
 * All options of an experiment, checked as far as possible before data are read.
 *
 * @param data training and test data, and how they become the network's input
 * @param network to train
 * @param training how it is trained
 * @param run which trainings there are, and where the results go
 * @param terms the options that determine the bits of a model, as text by name: a checkpoint is resumed only if they
 *     are the same
 * @param command that repeats the experiment, for the report
 */
public record ExperimentOptions(
        DataOptions data,
        NetworkPlan network,
        TrainingOptions training,
        RunOptions run,
        Map<String, String> terms,
        String command) {
    public ExperimentOptions {
        terms = Map.copyOf(terms);
        if (run.seeds() > 1 && run.folds() == 0 && !data.hasTest()) {
            throw new IllegalArgumentException(
                    "seeds above 1 need folds, or a test (got " + run.seeds() + ")");
        }
        if (run.hasBaseline() && run.folds() == 0 && !data.hasTest()) {
            throw new IllegalArgumentException(
                    "baseline needs folds, or a test, to be compared on (got neither)");
        }
        if (training.isRidge()) {
            checkRidge(network, training, run);
        }
    }

    private static void checkRidge(NetworkPlan network, TrainingOptions training, RunOptions run) {
        if (network.output() != NetworkPlan.Output.LINEAR
                || network.population() != 1
                || network.readout() != ReadoutSpec.Kind.MEAN_MEMBRANE) {
            throw new IllegalArgumentException(
                    "ridge needs output linear, population 1 and readout mean_membrane (got %s, %d, %s)"
                            .formatted(
                                    lowerCase(network.output()),
                                    network.population(),
                                    lowerCase(network.readout())));
        }
        if (training.plan().average() > 0) {
            throw new IllegalArgumentException(
                    "average must be 0 with ridge, which has no running weights (got %s)"
                            .formatted(training.plan().average()));
        }
        if (run.findsRate()) {
            throw new IllegalArgumentException(
                    "lr-find must be off with ridge, which needs no learning rate (got ridge %s)"
                            .formatted(training.learning().ridge()));
        }
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Seed of the model that is written, and of the first measured training. */
    public long seed() {
        return training.plan().seed();
    }
}
