package org.spikelink.trainer.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.run.CheckpointFile;
import org.spikelink.trainer.run.CrossValidation;
import org.spikelink.trainer.run.ResultsFile;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.TrainingException;
import org.spikelink.trainer.run.TrainingListener;

/**
 * The trainings of a cross-validation, one after the other: each is trained on all folds but one and evaluated on
 * that one, by the same code as {@code evaluate}. The results are written to a file, so that an interrupted
 * cross-validation can be resumed.
 */
public final class FoldRuns {
    private final Experiment experiment;
    private final Choice choice;
    private final Path base; // null to write no file
    private final List<CrossValidation.Result> results = new ArrayList<>();
    private Training running;
    private boolean stopped;

    /** Called for each training. */
    public interface Listener {
        /** A training with this number of sequences starts; the returned listener is called for its epochs. */
        TrainingListener begins(long seed, int fold, int sequences);

        /** A training ended. */
        void ended(CrossValidation.Result result);
    }

    /**
     * The trainings of an experiment.
     *
     * @param choice of the options of each training
     * @param base file beside which results and checkpoints are written; null to write none
     */
    public FoldRuns(Experiment experiment, Choice choice, Path base) {
        this.experiment = experiment;
        this.choice = choice;
        this.base = base;
    }

    /** Stops the running training; may be called from any thread. */
    public synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void start(Training training) {
        running = training;
        if (stopped) {
            training.stop();
        }
    }

    /** Lets go of the training, whose network and states may fill half of the memory. */
    private synchronized void ended() {
        running = null;
    }

    /** Runs all folds of all seeds; null if stopped. */
    public CrossValidation run(boolean resume, Listener listener) {
        ResultsFile file =
                base == null ? null : new ResultsFile(beside(".folds"), experiment.measuredTerms());
        if (resume && file != null) {
            results.addAll(file.read());
            results.forEach(listener::ended);
        }
        long first = experiment.options().seed();
        for (long seed = first; seed < first + experiment.options().run().seeds(); seed++) {
            List<Split> folds = experiment.folds(seed);
            for (int fold = 1; fold <= folds.size(); fold++) {
                if (!isDone(seed, fold)) {
                    CrossValidation.Result result =
                            run(seed, fold, folds.get(fold - 1), resume, listener);
                    if (result == null) {
                        return null;
                    }
                    results.add(result);
                    if (file != null) {
                        file.write(results);
                    }
                    listener.ended(result);
                }
                checkpoint(seed, fold).delete();
            }
        }
        return new CrossValidation(results);
    }

    /** Deletes the results file. */
    public void deleteResults() {
        if (base != null) {
            new ResultsFile(beside(".folds"), experiment.measuredTerms()).delete();
        }
    }

    private boolean isDone(long seed, int fold) {
        return results.stream().anyMatch(r -> r.seed() == seed && r.fold() == fold);
    }

    private CrossValidation.Result run(
            long seed, int number, Split fold, boolean resume, Listener listener) {
        Experiment chosen =
                choice.among(
                        fold.training(),
                        seed,
                        "seed %d, fold %d".formatted(seed, number),
                        this::isStopped);
        if (chosen == null) {
            return null;
        }
        Split split = chosen.split(fold.training(), seed);
        CheckpointFile checkpoint = checkpoint(seed, number);
        TrainingData data = chosen.data(split);
        try (Training training = chosen.training(data, seed)) {
            start(training);
            if (resume && checkpoint.exists()) {
                training.resume(checkpoint);
            }
            training.run(checkpoint, listener.begins(seed, number, split.training().length));
            if (isStopped()) {
                return null;
            }
            if (training.failure().isPresent()) {
                throw new TrainingException(
                        "seed %d, fold %d: %s".formatted(seed, number, training.failure().get()));
            }
            Model model = training.best(chosen.document(data, null));
            ConfusionMatrix found = HeldOutAccuracy.of(model, experiment.heldOut(fold));
            return new CrossValidation.Result(seed, number, found.tally());
        } finally {
            ended();
        }
    }

    private CheckpointFile checkpoint(long seed, int fold) {
        if (base == null) {
            return CheckpointFile.NONE;
        }
        TreeMap<String, String> terms = new TreeMap<>(experiment.terms());
        terms.put("this seed and fold", seed + " and " + fold);
        return new CheckpointFile(beside(".seed%d.fold%d.checkpoint".formatted(seed, fold)), terms);
    }

    private Path beside(String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }
}
