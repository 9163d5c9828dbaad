package org.spikelink.core.bins;

import java.util.Arrays;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Pooling;

/**
 * Pools the samples of a bin in its stream's state and normalizes the result. A bin of one sample closes when the
 * sample arrives, so that nothing is stored.
 */
final class SamplePool {
    private static final double MAX = 1e9;

    private final int channels;
    private final boolean pools;
    private final boolean mean;
    private final double[] offset;
    private final double[] scale;

    SamplePool(InputSpec.Samples spec) {
        channels = spec.channels();
        pools = spec.pooling().samples() > 1;
        mean = spec.pooling().by() == Pooling.By.MEAN;
        offset = spec.normalization().offset().stream().mapToDouble(x -> x).toArray();
        scale = spec.normalization().scale().stream().mapToDouble(x -> x).toArray();
    }

    /** Whether the open bin has samples whose sums must be stored. */
    boolean needsSums(BinState state) {
        return pools && state.events > 0;
    }

    /** Adds the sample at {@code from} of {@code values} to the open bin. */
    void add(BinCursor cursor, float[] values, int from) {
        BinState state = cursor.state;
        if (!pools) {
            System.arraycopy(values, from, cursor.sample(channels), 0, channels);
        } else if (state.events == 0) {
            state.pool = Arrays.copyOfRange(values, from, from + channels);
        } else {
            for (int c = 0; c < channels; c++) {
                state.pool[c] += values[from + c];
            }
        }
        state.events++;
    }

    /** Moves the pooled samples of the bin, which is not silent, from the state to the cursor. */
    void take(BinCursor cursor) {
        BinState state = cursor.state;
        float[] sample = cursor.sample(channels);
        if (pools) {
            System.arraycopy(state.pool, 0, sample, 0, channels);
            state.pool = BinState.NO_FLOATS;
        }
        if (pools || offset.length > 0) {
            normalize(sample, mean ? state.events : 1);
        }
    }

    private void normalize(float[] sample, int count) {
        for (int c = 0; c < channels; c++) {
            double value = (double) sample[c] / count;
            double normal = offset.length == 0 ? value : (value - offset[c]) * scale[c];
            sample[c] = (float) Math.min(MAX, Math.max(-MAX, normal));
        }
    }
}
