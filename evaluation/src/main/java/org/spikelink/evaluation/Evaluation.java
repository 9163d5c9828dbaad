package org.spikelink.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SkippedFiles;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StepperOptions;

/**
 * The predictions of a model for a set of recordings.
 *
 * @param predictions one per recording, in their order
 * @param matrix counts of all predictions
 * @param log windows whose class is known
 */
public record Evaluation(List<Prediction> predictions, ConfusionMatrix matrix, WindowLog log) {

    /**
     * Classifies recordings with the job's default options.
     *
     * @param batchUs sensor time per event batch, µs
     * @throws org.spikelink.connectors.recordings.io.RecordingException if one cannot be read, or the model rejects
     *     it
     */
    public static Evaluation of(Model model, List<Recording> recordings, long batchUs) {
        return of(model, recordings, batchUs, WindowLog.withEarly(model.document()));
    }

    /** Classifies recordings like {@link #of(Model, List, long)}, and logs their windows. */
    public static Evaluation of(
            Model model, List<Recording> recordings, long batchUs, WindowLog log) {
        RecordingEvaluator evaluator =
                new RecordingEvaluator(model, StepperOptions.DEFAULTS, batchUs, log);
        return of(model, recordings.stream().map(evaluator::evaluate).toList(), log);
    }

    /**
     * Classifies recordings like {@link #of(Model, List, long)}, but skips and counts those that cannot be read or do not
     * fit the model's sensor, unless none do.
     *
     * @param changes of the model while recordings play, from {@code model}; null if it stays
     */
    public static Evaluation ofReadable(
            Model model,
            List<Recording> recordings,
            long batchUs,
            ModelChanges changes,
            SkippedFiles skipped) {
        WindowLog log = WindowLog.withEarly(model.document());
        RecordingEvaluator evaluator =
                new RecordingEvaluator(model, StepperOptions.DEFAULTS, batchUs, log, changes);
        List<Prediction> predictions = new ArrayList<>();
        RecordingException last = null;
        for (Recording recording : recordings) {
            try {
                InputMatch.checkFits(model, recording);
                predictions.add(evaluator.evaluate(recording));
            } catch (RecordingException e) {
                skipped.addUnreadable(e);
                last = e;
            }
        }
        if (predictions.isEmpty() && last != null) {
            throw last;
        }
        return of(model, predictions, log);
    }

    /**
     * Classifies every recording of a set.
     *
     * @throws RecordingException if files of the set are no recordings or cannot be read; it names them all
     */
    public static Evaluation ofEvery(
            Model model,
            RecordingSet set,
            List<Recording> recordings,
            long batchUs,
            ModelChanges changes) {
        Evaluation evaluation;
        try {
            evaluation = ofReadable(model, recordings, batchUs, changes, set.skipped());
        } catch (RecordingException e) { // none can be read
            set.skipped().check(set.root().toString());
            throw e;
        }
        set.skipped().check(set.root().toString());
        return evaluation;
    }

    private static Evaluation of(Model model, List<Prediction> predictions, WindowLog log) {
        ConfusionMatrix matrix = new ConfusionMatrix(model.document().labels());
        predictions.forEach(matrix::add);
        return new Evaluation(predictions, matrix, log);
    }
}
