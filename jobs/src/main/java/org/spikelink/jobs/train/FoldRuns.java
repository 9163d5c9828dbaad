package org.spikelink.jobs.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.core.model.Model;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.run.CheckpointFile;
import org.spikelink.trainer.run.CrossValidation;
import org.spikelink.trainer.run.ResultsFile;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.TrainingException;
import org.spikelink.trainer.run.TrainingListener;

/**
 * The trainings of a cross-validation, one after the other: each learns from all folds but one and is measured on that
 * one by the code that {@code evaluate} runs. Each result is kept in a file, so that an interrupted measurement goes on.
 */
public final class FoldRuns {
    private final Workshop workshop;
    private final Path base; // null to keep nothing
    private final List<CrossValidation.Result> results = new ArrayList<>();
    private Training running;
    private boolean stopped;

    /** Hears of each training. */
    public interface Listener {
        /** One begins with so many sequences; what it returns hears of its epochs, and is closed in the end. */
        TrainingListener begins(long seed, int fold, int sequences);

        /** One ended. */
        void ended(CrossValidation.Result result);
    }

    /**
     * Makes ready.
     *
     * @param base results and checkpoints are kept beside it; null to keep none
     */
    public FoldRuns(Workshop workshop, Path base) {
        this.workshop = workshop;
        this.base = base;
    }

    /** Ends the training under way. */
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

    /** Runs all folds of all seeds; null if stopped meanwhile. */
    public CrossValidation run(boolean resume, Listener listener) {
        ResultsFile file =
                base == null ? null : new ResultsFile(beside(".folds"), workshop.measuredTerms());
        if (resume && file != null) {
            results.addAll(file.read());
            results.forEach(listener::ended);
        }
        RunArguments run = workshop.arguments().run();
        for (long seed = run.seed(); seed < run.seed() + run.seeds(); seed++) {
            List<Split> folds = workshop.folds(seed); // one that keeps nothing aside without folds
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

    /** Removes what was kept for {@code --resume}. */
    public void forget() {
        if (base != null) {
            new ResultsFile(beside(".folds"), workshop.measuredTerms()).delete();
        }
    }

    private boolean isDone(long seed, int fold) {
        return results.stream().anyMatch(r -> r.seed() == seed && r.fold() == fold);
    }

    private CrossValidation.Result run(
            long seed, int fold, Split kept, boolean resume, Listener listener) {
        Split split = workshop.split(kept.training(), seed);
        CheckpointFile checkpoint = checkpoint(seed, fold);
        TrainingData data = workshop.data(split);
        try (Training training = workshop.training(data, seed)) {
            start(training);
            if (resume && checkpoint.exists()) {
                training.resume(checkpoint);
            }
            training.run(checkpoint, listener.begins(seed, fold, split.training().length));
            if (isStopped()) {
                return null;
            }
            if (training.failure().isPresent()) {
                throw new TrainingException(
                        "seed %d, fold %d: %s".formatted(seed, fold, training.failure().get()));
            }
            Model model = training.best(workshop.document(data, null));
            Evaluation found = Measurement.of(model, workshop.measured(kept));
            return new CrossValidation.Result(seed, fold, found.right(), found.labelled());
        }
    }

    private CheckpointFile checkpoint(long seed, int fold) {
        if (base == null) {
            return CheckpointFile.NONE;
        }
        TreeMap<String, String> terms = new TreeMap<>(workshop.terms());
        terms.put("this seed and fold", seed + " and " + fold);
        return new CheckpointFile(beside(".seed%d.fold%d.checkpoint".formatted(seed, fold)), terms);
    }

    private Path beside(String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }
}
