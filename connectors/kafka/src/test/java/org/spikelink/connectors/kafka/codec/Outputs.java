package org.spikelink.connectors.kafka.codec;

import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;

/** Outputs that tests write and read. */
public final class Outputs {
    private Outputs() {}

    /** Two steps of layers 0 and 2, one of them silent. */
    public static SpikeBatch spikes() {
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

    public static Classification classification() {
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

    /** {@link #spikes} of a session whose model was changed. */
    static SpikeBatch changedSpikes() {
        SpikeBatch s = spikes();
        return new SpikeBatch(
                s.stream(),
                s.session(),
                s.silentBefore(),
                s.shedEvents(),
                s.firstStep(),
                s.model(),
                s.inputMs(),
                s.layers(),
                s.steps(),
                12);
    }

    /** {@link #classification} of a session whose model was changed. */
    static Classification changedClassification() {
        Classification c = classification();
        return new Classification(
                c.stream(),
                c.session(),
                c.step(),
                c.windowStartUs(),
                c.windowEndUs(),
                c.classIndex(),
                c.label(),
                c.scores(),
                c.confidence(),
                c.isFinal(),
                c.model(),
                c.inputMs(),
                12);
    }

    /** A window without an answer. */
    static Classification unknown() {
        return new Classification(
                "dvs-1",
                7,
                41,
                10_000,
                20_000,
                Classification.UNKNOWN,
                "",
                new float[] {1, 1.5f},
                0.625f,
                true,
                "nmnist/1",
                1_700_000_000_000L);
    }

    /** A second with every kind of figure and two troubles. */
    public static SensorHealth health() {
        return new SensorHealth(
                "dvs-1",
                0xFEDC_BA98_7654_3210L,
                10_000,
                1_010_000,
                100,
                5_000_000_000L,
                2_000_000_000L,
                3,
                1_500,
                2,
                1,
                4,
                1_250,
                17,
                900,
                6,
                100.25f,
                0.5f,
                12,
                List.of(new SensorHealth.HotPixel(1_279, 719, 300)),
                List.of(SensorHealth.Trouble.TIME_STEPS_BACK, SensorHealth.Trouble.EVENT_RATE),
                1_700_000_000_000L);
    }
}
