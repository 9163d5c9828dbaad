package org.spikelink.core.kernel.slstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Reset;

/** A neuron spikes exactly when comparing says that it is above its threshold. */
final class SpikesTest {
    private static final float[] THRESHOLDS = {
        0f, Float.MIN_VALUE, -Float.MIN_VALUE, 0.1f, -0.1f, 1f, 1e9f, -1e9f
    };

    @ParameterizedTest
    @EnumSource
    void spikesAreThoseAboveTheThreshold(KernelChoice.Kind kind) {
        float[] mem = around();
        for (float threshold : THRESHOLDS) {
            SlstmKernel kernel = SlstmKernel.of(kind, weights(mem.length, threshold));
            LayerState state = new LayerState(Models.slstm(1, mem.length).state());
            state.reserve(3);
            state.load(2, SlstmSpec.MEM, mem, 0);
            FrameGroup spk = new FrameGroup();
            kernel.collect(state, 2, spk);
            spk.endStream(2);
            int[] expected =
                    IntStream.range(0, mem.length).filter(j -> mem[j] > threshold).toArray();
            assertThat(Arrays.copyOf(spk.indices(), spk.end(0)))
                    .as("threshold %s", threshold)
                    .isEqualTo(expected);
            for (int n = 0; n < spk.end(0); n++) {
                assertThat(spk.values()[n]).isEqualTo(1f);
            }
        }
    }

    /** Each threshold, -0, and the floats next to them. */
    private static float[] around() {
        float[] mem = new float[3 * THRESHOLDS.length + 1];
        mem[0] = -0f;
        for (int n = 0; n < THRESHOLDS.length; n++) {
            mem[3 * n + 1] = THRESHOLDS[n];
            mem[3 * n + 2] = Math.nextUp(THRESHOLDS[n]);
            mem[3 * n + 3] = Math.nextDown(THRESHOLDS[n]);
        }
        return mem;
    }

    private static GateWeights weights(int hidden, float threshold) {
        float[] thresholds = new float[hidden];
        Arrays.fill(thresholds, threshold);
        return new GateWeights(
                1,
                hidden,
                new float[4 * hidden],
                new float[4 * hidden * hidden],
                new float[4 * hidden],
                thresholds,
                Reset.NONE);
    }
}
