package org.spikelink.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

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
    void addsPartOfTwoArraysAtOnce() {
        int[] indices = new int[200];
        float[] values = new float[200];
        for (int n = 0; n < 200; n++) {
            indices[n] = 2 * n;
            values[n] = n / 4f;
        }
        FrameGroup group = new FrameGroup();
        group.add(1, 9);
        group.add(indices, values, 3, 180);
        group.endStream(0);
        assertThat(group.inputs()).isEqualTo(178);
        assertThat(group.indices()[0]).isEqualTo(1);
        for (int n = 3; n < 180; n++) {
            assertThat(group.indices()[n - 2]).isEqualTo(2 * n);
            assertThat(group.values()[n - 2]).isEqualTo(n / 4f);
        }
    }
}
