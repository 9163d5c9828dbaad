package org.spikelink.trainer.experiment;

import java.nio.file.Path;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.augment.AugmentOptions;

/**
 * The data of an experiment, and how they become the network's input.
 *
 * @param recordings labelled recordings for the training and validation set
 * @param test labelled recordings for the evaluation of the finished model; null for none
 * @param testShare share of each class that is kept as test set instead, 0..1; 0 for none
 * @param opening what the user states about files of events
 * @param events how events become inputs
 * @param series how samples become inputs
 * @param decision when a class is decided
 * @param augment random changes of the training set
 * @param groups recordings that folds and the validation set never divide; null for none
 */
public record DataOptions(
        Path recordings,
        Path test,
        double testShare,
        OpenOptions opening,
        EventOptions events,
        SeriesOptions series,
        DecisionOptions decision,
        AugmentOptions augment,
        GroupOption groups) {
    public DataOptions {
        if (recordings == null) {
            throw new IllegalArgumentException(
                    "recordings must name the labelled recordings to train on (got nothing)");
        }
        if (!(testShare >= 0 && testShare < 1)) {
            throw new IllegalArgumentException(
                    "test-share must be at least 0, below 1 (got " + testShare + ")");
        }
        if (testShare > 0 && test != null) {
            throw new IllegalArgumentException(
                    "test-share must be 0 where a test is given (got " + testShare + ")");
        }
    }

    /** Whether the finished model is measured on a test set. */
    public boolean hasTest() {
        return test != null || testShare > 0;
    }

    /**
     * The input of the first layer for a data set; the normalization is fitted to the recordings at {@code training}.
     */
    InputSpec input(DataSet set, int[] training) {
        return set.isEvents() ? events.input(set) : series.input(set, training);
    }
}
