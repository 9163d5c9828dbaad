package org.spikelink.trainer.experiment;

import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.NormalizationKind;

/**
 * How samples become inputs of the network.
 *
 * @param periodUs sensor time between two samples, µs
 * @param pooling of consecutive samples into one
 * @param normalize how each channel is normalized, fitted to the training set
 * @param encoder of a sample into inputs
 * @param missing what is done about missing values
 */
public record SeriesOptions(
        long periodUs,
        Pooling pooling,
        NormalizationKind normalize,
        EncoderSpec encoder,
        Missing missing) {

    /**
     * The input of the first layer for a data set of samples; the normalization is fitted to the recordings at {@code
     * training}.
     */
    InputSpec.Samples input(DataSet set, int[] training) {
        InputSpec.Samples raw =
                new InputSpec.Samples(
                        set.channels(), periodUs, pooling, Normalization.NONE, encoder, missing);
        return raw.with(set.normalization(normalize, raw, training));
    }
}
