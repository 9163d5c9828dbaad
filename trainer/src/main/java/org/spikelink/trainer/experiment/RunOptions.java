package org.spikelink.trainer.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * Which trainings an experiment runs, and where the results go.
 *
 * @param out model file to write; null for none
 * @param name of the model; null for "model"
 * @param modelVersion of the model
 * @param validation share of each class in the validation set, 0..1; 0 for no validation set
 * @param folds of the cross-validation; 0 for none
 * @param seeds number of trainings, or of cross-validations, that are measured, each with its own seed
 * @param report folder of the report; null for none
 * @param baseline whether a baseline is measured
 * @param choose options with several values, of which the best are chosen by inner folds; as the user writes them
 * @param diagnoses whether the untrained network is looked at first
 * @param findsRate whether to look for a learning rate instead of training
 */
public record RunOptions(
        Path out,
        String name,
        String modelVersion,
        double validation,
        int folds,
        int seeds,
        Path report,
        BaselineChoice baseline,
        List<String> choose,
        boolean diagnoses,
        boolean findsRate) {
    public RunOptions {
        choose = List.copyOf(choose);
        check(folds == 0 || folds >= 2, "folds must be 0, or at least 2", folds);
        check(seeds >= 1 && seeds <= 1000, "seeds must be 1..1000", seeds);
        check(
                validation >= 0 && validation < 1,
                "validation must be at least 0, below 1",
                validation);
        check(
                out != null
                        || folds > 0
                        || seeds > 1
                        || findsRate
                        || diagnoses
                        || baseline == BaselineChoice.ONLY,
                "out must name a model file, unless folds, seeds, lr-find, diagnose or baseline only measure",
                "nothing");
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " (got " + value + ")");
        }
    }

    /** Whether a baseline is measured. */
    public boolean hasBaseline() {
        return baseline != BaselineChoice.NONE;
    }

    /** Whether trainings are measured before the model is trained. */
    public boolean measures() {
        return folds > 0 || seeds > 1;
    }
}
