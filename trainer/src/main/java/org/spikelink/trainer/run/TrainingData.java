package org.spikelink.trainer.run;

import java.util.List;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.TrainingSpec;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;

/**
 * Data as one network sees them.
 *
 * @param set where they come from
 * @param input what the first layer sees
 * @param decision when a class is decided
 * @param examples of all recordings, in the set's order
 */
public record TrainingData(
        DataSet set, InputSpec input, DecisionSpec decision, List<Example> examples) {

    /** The longest sequence, as steps. */
    public static int longest(List<Example> examples) {
        return examples.stream().mapToInt(e -> e.sequence().steps()).max().orElseThrow();
    }

    /** The shortest sequence, as steps. */
    public static int shortest(List<Example> examples) {
        return examples.stream().mapToInt(e -> e.sequence().steps()).min().orElseThrow();
    }

    /** Whether each step has a label of its own. */
    public boolean isPerStep() {
        return examples.get(0).label() < 0;
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
