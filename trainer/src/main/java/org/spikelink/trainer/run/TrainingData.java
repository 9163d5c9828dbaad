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
 * The data of one training.
 *
 * @param set all recordings
 * @param split into training and validation set
 * @param input of the first layer; its normalization is fitted to the training set
 * @param decision when a class is decided
 * @param training the training set, in the order of the split
 * @param validation the validation set, in the order of the split
 */
public record TrainingData(
        DataSet set,
        Split split,
        InputSpec input,
        DecisionSpec decision,
        List<Example> training,
        List<Example> validation) {

    /** The validation set, or the training set if there is no validation set. */
    public List<Example> measured() {
        return validation.isEmpty() ? training : validation;
    }

    /** The document of a model trained on these data. */
    public ModelDocument document(
            String name, String version, NetworkPlan network, TrainingSpec origin) {
        return new ModelDocument(
                name,
                version,
                set.labels(),
                input,
                network.specs(input, set.labels().size()),
                network.readoutSpec(),
                decision,
                origin);
    }
}
