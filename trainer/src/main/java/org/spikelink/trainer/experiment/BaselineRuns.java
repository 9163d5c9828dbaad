package org.spikelink.trainer.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spikelink.core.model.InputSpec;
import org.spikelink.evaluation.Tally;
import org.spikelink.trainer.baseline.Baseline;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.run.CrossValidation;

/** The baseline on the same data as the networks of an experiment: the same folds, seeds and test recordings. */
public final class BaselineRuns {
    private final Experiment experiment;
    private InputSpec input; // of the last baseline
    private Baseline baseline;

    public BaselineRuns(Experiment experiment) {
        this.experiment = experiment;
    }

    /**
     * The folds of all seeds. The validation set of a fold is part of its training set: the baseline has no use for it.
     *
     * @param fitted called with each result and the parameters chosen
     */
    public CrossValidation folds(Consumer<String> fitted) {
        List<CrossValidation.Result> results = new ArrayList<>();
        long first = experiment.options().seed();
        for (long seed = first; seed < first + experiment.options().run().seeds(); seed++) {
            List<Split> folds = experiment.folds(seed);
            for (int fold = 1; fold <= folds.size(); fold++) {
                Baseline.Fit fit = fit(folds.get(fold - 1), seed);
                results.add(new CrossValidation.Result(seed, fold, fit.found()));
                fitted.accept("seed %d, fold %d: %s".formatted(seed, fold, fit.parameters()));
            }
        }
        return new CrossValidation(results);
    }

    private Baseline.Fit fit(Split fold, long seed) {
        return of(fold.training()).run(fold, experiment.groups(), seed);
    }

    /** Inputs differ between folds only if their normalization is fitted to the training recordings. */
    private Baseline of(int[] training) {
        InputSpec now = experiment.input(training);
        if (!now.equals(input)) {
            input = now;
            baseline = baseline(experiment.sequences(now));
        }
        return baseline;
    }

    private Baseline baseline(List<LabelledSequence> recordings) {
        return new Baseline(
                recordings, experiment.set().labels().size(), experiment.set().isEvents());
    }

    /** Learns from all recordings and predicts the test recordings. */
    public Tally test() {
        InputSpec all = experiment.input(experiment.set().all());
        List<LabelledSequence> tests = experiment.testSequences(all);
        List<LabelledSequence> both =
                Stream.concat(experiment.sequences(all).stream(), tests.stream()).toList();
        int known = both.size() - tests.size();
        Split split =
                new Split(
                        IntStream.range(0, known).toArray(),
                        IntStream.range(known, both.size()).toArray());
        return baseline(both).run(split, experiment.groups(), experiment.options().seed()).found();
    }
}
