package org.spikelink.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FrameGroupTest {

    @Test
    void streamsKeepTheirInputsAndRowsWhileTheGroupGrows() {
        FrameGroup group = new FrameGroup();
        for (int round = 0; round < 2; round++) {
            group.clear();
            for (int b = 0; b < 100; b++) {
                for (int n = 0; n < b; n++) {
                    group.add(3 * n, b + n);
                }
                group.endStream(1000 + b);
            }
            assertThat(group.streams()).isEqualTo(100);
            for (int b = 0; b < 100; b++) {
                assertThat(group.row(b)).isEqualTo(1000 + b);
                assertThat(group.end(b) - group.start(b)).isEqualTo(b);
                for (int n = 0; n < b; n++) {
                    assertThat(group.indices()[group.start(b) + n]).isEqualTo(3 * n);
                    assertThat(group.values()[group.start(b) + n]).isEqualTo(b + n);
                }
            }
        }
    }

    @Test
    void aClearedGroupIsEmpty() {
        FrameGroup group = new FrameGroup();
        group.add(1, 1);
        group.endStream(0);
        group.add(2, 1);
        group.clear();
        group.endStream(7);
        assertThat(group.streams()).isEqualTo(1);
        assertThat(group.end(0)).isZero();
    }

    @Test
    void aValueIsAboveItsThresholdExactlyWhenComparingSaysSo() {
        float[] around = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 0.1f, -0.1f, 1f, 1e9f, -1e9f};
        for (float threshold : around) {
            if (Float.floatToRawIntBits(threshold) == Integer.MIN_VALUE) {
                continue; // what addAbove must not be given
            }
            final float[] mem = new float[3 * around.length + 1];
            int n = 1;
            for (float value : around) {
                mem[n++] = value;
                mem[n++] = Math.nextUp(value);
                mem[n++] = Math.nextDown(value);
            }
            float[] thresholds = new float[n - 1];
            Arrays.fill(thresholds, threshold);
            FrameGroup spk = new FrameGroup();
            spk.addAbove(mem, 1, thresholds);
            spk.endStream(0);
            int[] expected =
                    IntStream.range(0, n - 1).filter(j -> mem[1 + j] > threshold).toArray();
            assertThat(Arrays.copyOf(spk.indices(), spk.end(0)))
                    .as("threshold %s", threshold)
                    .isEqualTo(expected);
            assertThat(Arrays.copyOf(spk.values(), spk.end(0))).containsOnly(1f);
        }
    }
}
