package org.spikelink.trainer.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.experiment.Experiment;
import org.spikelink.trainer.run.TrainingData;

/** All checks of an experiment. */
public final class Diagnosis {
    private Diagnosis() {}

    /** What keeps the networks of an experiment from learning; empty if nothing was found. */
    public static List<Finding> of(Experiment experiment) {
        TrainingData data = experiment.data(new Split(experiment.set().all(), new int[0]));
        List<Finding> findings = new ArrayList<>();
        findings.addAll(DataChecks.of(experiment, data));
        findings.addAll(OptionChecks.of(experiment, data));
        findings.addAll(NetworkChecks.of(experiment, data));
        return findings;
    }

    /**
     * Adds the options of all safe repairs, by name; those already there stay.
     *
     * @return whether any was added
     */
    public static boolean repair(List<Finding> findings, Map<String, String> repairs) {
        int before = repairs.size();
        for (Finding finding : findings) {
            finding.repair().forEach(repairs::putIfAbsent);
        }
        return repairs.size() > before;
    }
}
