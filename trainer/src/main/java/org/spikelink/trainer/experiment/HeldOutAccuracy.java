package org.spikelink.trainer.experiment;

import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.Evaluation;
import org.spikelink.evaluation.RecordingEvaluator;
import org.spikelink.evaluation.WindowLog;
import org.spikelink.evaluation.confidence.ConfidenceStudy;

/** The accuracy of a model on recordings, measured by the same code as {@code evaluate}. */
public final class HeldOutAccuracy {
    private HeldOutAccuracy() {}

    /** The predicted label of a recording; empty where no class was decided. */
    static String labelOf(Model model, Recording recording) {
        return evaluator(model).evaluate(recording).predictedLabel();
    }

    private static RecordingEvaluator evaluator(Model model) {
        return new RecordingEvaluator(model, StepperOptions.DEFAULTS, CutOptions.DEFAULT_BATCH_US);
    }

    /** Runs recordings through the model as the job would, and logs their windows. */
    public static Evaluation evaluate(Model model, List<Recording> recordings) {
        return Evaluation.of(
                model, recordings, CutOptions.DEFAULT_BATCH_US, WindowLog.of(model.document()));
    }

    /** What the model's confidences are worth on recordings, for the report; empty without a labelled window. */
    public static Optional<ConfidenceStudy> confidence(Model model, List<Recording> recordings) {
        return Evaluation.of(model, recordings, CutOptions.DEFAULT_BATCH_US).log().study();
    }

    /** Runs recordings through the model as the job would. */
    public static ConfusionMatrix of(Model model, List<Recording> recordings) {
        RecordingEvaluator evaluator = evaluator(model);
        ConfusionMatrix matrix = new ConfusionMatrix(model.document().labels());
        recordings.forEach(recording -> matrix.add(evaluator.evaluate(recording)));
        return matrix;
    }
}
