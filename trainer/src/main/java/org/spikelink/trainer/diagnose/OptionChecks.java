package org.spikelink.trainer.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.trainer.experiment.Experiment;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.optimizer.OptimizerSpec;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.TrainingPlan;

/** Options that do not fit each other. */
final class OptionChecks {
    private static final double SHRUNK = 0.05;
    private static final int FEW_UPDATES = 100;
    private static final double MUCH_DROPOUT = 0.7;

    private OptionChecks() {}

    static List<Finding> of(Experiment experiment, TrainingData data) {
        List<Finding> findings = new ArrayList<>();
        LearningOptions learning = experiment.learning(data);
        if (learning.ridge() > 0) {
            return findings;
        }
        loss(experiment, learning, findings);
        TrainingPlan plan = experiment.options().training().plan();
        decay(learning, plan, data, findings);
        if (learning.dropout() > MUCH_DROPOUT) {
            findings.add(
                    Finding.safe(
                            "most outputs are dropped",
                            "dropout",
                            "0.2",
                            "dropout %s",
                            learning.dropout()));
        }
        return findings;
    }

    private static void loss(
            Experiment experiment, LearningOptions learning, List<Finding> findings) {
        ReadoutSpec.Kind readout = experiment.options().network().readout();
        for (LossTerm term : learning.losses()) {
            if (!fits(term.kind(), readout)) {
                String better =
                        switch (readout) {
                            case SPIKE_COUNT -> "ce_rate";
                            case MAX_MEMBRANE -> "ce_max_membrane";
                            case MEAN_MEMBRANE -> "ce_mean_membrane";
                        };
                findings.add(
                        Finding.safe(
                                "the loss does not train what the readout reads",
                                "loss",
                                better,
                                "loss %s, readout %s",
                                lowerCase(term.kind()),
                                lowerCase(readout)));
            }
        }
    }

    private static boolean fits(LossKind kind, ReadoutSpec.Kind readout) {
        if (kind.perStep()) {
            return true;
        }
        return switch (readout) {
            case SPIKE_COUNT -> !kind.onMembrane();
            case MAX_MEMBRANE -> kind == LossKind.CE_MAX_MEMBRANE;
            case MEAN_MEMBRANE ->
                    kind == LossKind.CE_MEAN_MEMBRANE || kind == LossKind.MSE_MEMBRANE;
        };
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** AdamW takes lr weight_decay of the weights with each update; gradients must win them back. */
    private static void decay(
            LearningOptions learning,
            TrainingPlan plan,
            TrainingData data,
            List<Finding> findings) {
        long updates =
                (long) plan.epochs() * ((data.training().size() + plan.batch() - 1) / plan.batch());
        if (updates < FEW_UPDATES) {
            findings.add(
                    Finding.advice(
                            "the training is short",
                            "--epochs, more of them",
                            "%,d updates in %,d epochs",
                            updates,
                            plan.epochs()));
        }
        if (learning.optimizer() instanceof OptimizerSpec.Adam adam && adam.decoupled()) {
            double kept = kept(plan.rate(), adam.weightDecay());
            if (kept < SHRUNK) {
                boolean byDecay =
                        kept(plan.rate(), OptimizerSpec.Adam.ADAMW.weightDecay()) >= SHRUNK;
                findings.add(
                        Finding.safe(
                                "weights decay faster than they can learn",
                                byDecay ? "optimizer" : "lr",
                                byDecay ? "adamw" : "0.002",
                                "%.2g of a weight is left after 100 updates",
                                kept));
            }
        }
    }

    /** What is left of a weight after 100 updates that only let it decay. */
    private static double kept(double rate, double decay) {
        return Math.pow(1 - Math.min(1, rate * decay), 100);
    }
}
