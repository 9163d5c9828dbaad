package org.spikelink.jobs.train;

import java.util.List;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.connectors.recordings.evaluate.RecordingEvaluator;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StepperOptions;

/** How often a model is right, found by the very code that {@code evaluate} runs. */
public final class Measurement {
    private Measurement() {}

    /** What a recording is taken for; empty where nothing is decided. */
    static String labelOf(Model model, Recording recording) {
        return evaluator(model).evaluate(recording).predictedLabel();
    }

    private static RecordingEvaluator evaluator(Model model) {
        return new RecordingEvaluator(model, StepperOptions.DEFAULTS, CutOptions.DEFAULT_BATCH_US);
    }

    /** Runs recordings through the model as the job would. */
    public static Evaluation of(Model model, List<Recording> recordings) {
        RecordingEvaluator evaluator = evaluator(model);
        Evaluation evaluation = new Evaluation(model.document().labels());
        recordings.forEach(recording -> evaluation.add(evaluator.evaluate(recording)));
        return evaluation;
    }
}
