package org.spikelink.trainer.report;

import java.util.List;
import java.util.Map;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.learn.Trace;
import org.spikelink.trainer.run.EpochRecord;

/**
 * The content of a report.
 *
 * @param model the trained model
 * @param facts by name, in the order of the page: command, data, versions
 * @param results accuracies, the most independent first
 * @param warnings of the training
 * @param history of all epochs
 * @param bestEpoch the epoch whose weights the model has
 * @param measuredOn the set that the confusion matrix and the activity belong to, such as "validation set"
 * @param confusion of the deployed network on that set
 * @param test confusion matrix of the test set; null without one
 * @param confidence what confidences are worth on the test set or, without one, the validation set; null if unknown
 * @param activity of its spiking layers
 * @param examples a recording of each class
 */
public record ReportData(
        Model model,
        Map<String, String> facts,
        List<ReportResult> results,
        List<String> warnings,
        List<EpochRecord> history,
        int bestEpoch,
        String measuredOn,
        ConfusionMatrix confusion,
        ConfusionMatrix test,
        ConfidenceStudy confidence,
        List<LayerActivity> activity,
        List<Example> examples) {

    /**
     * The network on one recording.
     *
     * @param label its class
     * @param name of the recording
     * @param predicted class; null if every step has one
     * @param input of the network
     * @param trace of all layers
     */
    public record Example(
            String label, String name, String predicted, LabelledSequence input, Trace trace) {}
}
