package org.spikelink.trainer.run;

import java.util.List;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.TrainingSpec;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.Split;

/**
 * Data as one network sees them.
 *
 * @param set where they come from
 * @param split which are learned from and which are kept aside
 * @param input what the first layer sees, normalized by what is learned from
 * @param decision when a class is decided
 * @param learned what is learned from, in the split's order
 * @param validation what is kept aside, in the split's order
 */
public record TrainingData(
        DataSet set,
        Split split,
        InputSpec input,
        DecisionSpec decision,
        List<Example> learned,
        List<Example> validation) {

    /** The longest sequence, as steps. */
    public static int longest(List<Example> examples) {
        return examples.stream().mapToInt(e -> e.sequence().steps()).max().orElseThrow();
    }

    /** The shortest sequence, as steps. */
    public static int shortest(List<Example> examples) {
        return examples.stream().mapToInt(e -> e.sequence().steps()).min().orElseThrow();
    }

    /** What the trained network is looked at with: what is kept aside, or what is learned from where nothing is. */
    public List<Example> measured() {
        return validation.isEmpty() ? learned : validation;
    }

    /** The document of a model that learns from them. */
    public ModelDocument document(
            String name, String version, NetworkPlan network, TrainingSpec training) {
        return new ModelDocument(
                name,
                version,
                set.labels(),
                input,
                network.layers(input.size(), set.labels().size()),
                network.readoutSpec(),
                decision,
                training);
    }
}
