package org.spikelink.connectors.kafka;

import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SpikeBatch;

/** Outputs that tests write and read. */
final class Outputs {
    private Outputs() {}

    /** Two steps of layers 0 and 2, one of them silent. */
    static SpikeBatch spikes() {
        return new SpikeBatch(
                "dvs-1",
                0xFEDC_BA98_7654_3210L,
                40,
                "nmnist/1",
                1_700_000_000_000L,
                new int[] {0, 2},
                List.of(
                        new SpikeBatch.Step(10_000, 5_000, new int[][] {{1, 300}, {}}),
                        new SpikeBatch.Step(15_000, 5_000, new int[][] {{}, {9}})));
    }

    static Classification classification() {
        return new Classification(
                "dvs-1",
                0xFEDC_BA98_7654_3210L,
                41,
                10_000,
                20_000,
                1,
                "one \"1\"",
                new float[] {0, 12.5f},
                0.75f,
                true,
                "nmnist/1",
                1_700_000_000_000L);
    }
}
