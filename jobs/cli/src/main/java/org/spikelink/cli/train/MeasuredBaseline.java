package org.spikelink.cli.train;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.trainer.baseline.Baseline;
import org.spikelink.trainer.experiment.BaselineRuns;
import org.spikelink.trainer.experiment.Experiment;
import org.spikelink.trainer.experiment.RunOptions;
import org.spikelink.trainer.report.ReportResult;
import org.spikelink.trainer.run.CrossValidation;

/** What {@code train} measured before the model is trained: networks by cross-validation, and a baseline. */
final class MeasuredBaseline {
    private final List<ReportResult> results = new ArrayList<>();
    private final RunOptions run;

    MeasuredBaseline(RunOptions run) {
        this.run = run;
    }

    /** Measures the baseline on folds and test recordings, as far as there are any. */
    void measure(Experiment experiment, TrainOutput output) {
        BaselineRuns baseline = new BaselineRuns(experiment);
        if (run.folds() > 0) {
            CrossValidation found = baseline.folds(output::baseline);
            results.add(ReportResult.of(measuredOn(), Baseline.NAME, found));
        }
        if (experiment.options().data().hasTest()) {
            results.add(ReportResult.of(ReportResult.TEST, Baseline.NAME, baseline.test()));
        }
    }

    /** Adds the networks of a cross-validation. */
    void add(CrossValidation networks) {
        results.add(0, ReportResult.of(measuredOn(), ReportResult.NETWORK, networks));
    }

    private String measuredOn() {
        return run.folds() == 0
                ? "test set, %d seeds".formatted(run.seeds())
                : "cross-validation, %d folds, %d seed%s"
                        .formatted(run.folds(), run.seeds(), run.seeds() == 1 ? "" : "s");
    }

    List<ReportResult> results() {
        return List.copyOf(results);
    }
}
