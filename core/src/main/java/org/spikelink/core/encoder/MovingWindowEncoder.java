package org.spikelink.core.encoder;

import java.util.Arrays;
import org.spikelink.core.model.EncoderSpec;

/**
 * See {@link EncoderSpec.MovingWindow}. Remembers the samples of the window, the oldest first. Each mean is computed from
 * them in this order, so that it does not depend on what came before the window.
 */
final class MovingWindowEncoder extends SampleEncoder {
    private final int window;
    private final double threshold;

    MovingWindowEncoder(EncoderSpec.MovingWindow spec) {
        window = spec.window();
        threshold = spec.threshold();
    }

    @Override
    public void begin(float[] sample, SampleMemory memory) {
        int channels = sample.length;
        int known = memory.values.length / channels;
        float[] before = memory.values;
        float[] after = known < window ? Arrays.copyOf(before, (known + 1) * channels) : before;
        int kept = Math.min(known, window - 1);
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int n = 0; n < known; n++) {
                sum += before[n * channels + c];
            }
            float spike = 0;
            if (known > 0) {
                double above = sample[c] - sum / known;
                spike = above > threshold ? 1f : above < -threshold ? -1f : 0f;
            }
            for (int n = 0; n < kept; n++) {
                after[n * channels + c] = before[(n + known - kept) * channels + c];
            }
            after[kept * channels + c] = sample[c];
            sample[c] = spike;
        }
        memory.values = after;
    }

    @Override
    int mostRemembered() {
        return window;
    }
}
