package org.spikelink.trainer.report;

import java.util.List;
import java.util.Map;
import org.spikelink.core.model.Model;
import org.spikelink.trainer.learn.LayerActivity;
import org.spikelink.trainer.learn.Trace;
import org.spikelink.trainer.run.Confusion;
import org.spikelink.trainer.run.EpochRecord;

/**
 * What a report tells.
 *
 * @param model that came out
 * @param facts by name, in the order shown: command, data, versions
 * @param warnings of the training
 * @param history of all epochs
 * @param bestEpoch whose weights the model has
 * @param measuredOn what the confusion, activity and examples were measured on, as a sentence goes on after "on"
 * @param confusion of the deployed network
 * @param activity of its spiking layers
 * @param examples a recording of each class
 */
public record ReportData(
        Model model,
        Map<String, String> facts,
        List<String> warnings,
        List<EpochRecord> history,
        int bestEpoch,
        String measuredOn,
        Confusion confusion,
        List<LayerActivity> activity,
        List<Example> examples) {

    /**
     * What the network did on one recording.
     *
     * @param label its class
     * @param name where it came from
     * @param found the class found; null where every step has one
     * @param trace of all layers
     */
    public record Example(String label, String name, String found, Trace trace) {}
}
