package org.spikelink.trainer.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.spikelink.core.model.Model;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.run.CheckpointFile;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.TrainingException;
import org.spikelink.trainer.run.TrainingListener;

/**
 * Chooses among options by cross-validation within the recordings that may be learned from. In a fold, the held-out recordings
 * have no part in the choice (nested cross-validation), so the accuracy is that of the choice as well.
 */
public final class Choice {
    private static final int FOLDS = 3;

    private final List<Experiment> candidates;
    private final List<String> names;
    private final Consumer<String> chosen;

    /**
     * The candidates.
     *
     * @param candidates the same recordings with different options, at least one
     * @param names of their options, for messages
     * @param chosen called with each choice
     */
    public Choice(List<Experiment> candidates, List<String> names, Consumer<String> chosen) {
        this.candidates = List.copyOf(candidates);
        this.names = List.copyOf(names);
        this.chosen = chosen;
    }

    /**
     * The candidate with the most correct predictions; the first of equal ones. Null if stopped.
     *
     * @param indices of the recordings that may be learned from
     * @param what the choice is for, for messages
     */
    public Experiment among(int[] indices, long seed, String what, BooleanSupplier stopped) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        int best = 0;
        List<Long> correct = new ArrayList<>();
        for (int n = 0; n < candidates.size(); n++) {
            long sum = 0;
            for (Split fold : candidates.get(n).innerFolds(indices, FOLDS, seed)) {
                if (stopped.getAsBoolean()) {
                    return null;
                }
                sum += correct(candidates.get(n), fold, seed);
            }
            correct.add(sum);
            best = sum > correct.get(best) ? n : best;
        }
        chosen.accept(
                "%s: chose %s (%d correct in inner folds)"
                        .formatted(what, names.get(best), correct.get(best)));
        return candidates.get(best);
    }

    private static long correct(Experiment experiment, Split fold, long seed) {
        TrainingData data = experiment.data(experiment.split(fold.training(), seed));
        try (Training training = experiment.training(data, seed)) {
            training.run(CheckpointFile.NONE, TrainingListener.NONE);
            Model model = training.best(experiment.document(data, null));
            return HeldOutAccuracy.of(model, experiment.recordings(fold.validation())).correct();
        } catch (TrainingException e) {
            return 0; // options with which the loss is not finite are not chosen
        }
    }
}
