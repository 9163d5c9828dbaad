package org.spikelink.operators.types;

import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;

/** Records of every shape: views, empty arrays, no value, extreme numbers, names beyond ASCII. */
final class TestRecords {
    private static final Origin ORIGIN = new Origin("spikelink.sensors", 3, 1L << 40, 1_700_000);
    private static final byte[] VALUE = {9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17};

    private TestRecords() {}

    /** Events as a view into the record that brought them. */
    static SensorBatch view() {
        return batch("kamera-λ-\uD83D\uDCF7", 5, false, new PackedEvents(VALUE, 2, 8), VALUE);
    }

    static SensorBatch ofEvents(PackedEvents events, byte[] value) {
        return batch("a", 1, false, events, value);
    }

    static SensorBatch ofSamples(Samples samples, byte[] value) {
        return batch("a", 1, false, samples, value);
    }

    static SensorBatch[] batches() {
        return new SensorBatch[] {
            view(),
            batch("a", -1, true, new PackedEvents(new byte[0]), null),
            batch("a", Long.MIN_VALUE, false, new PackedEvents(VALUE, 1, 13), null),
            batch("a", 1, false, new PackedEvents(VALUE.clone(), 2, 8), VALUE),
            batch("a", 1, false, new PackedEvents(VALUE, VALUE.length, 0), VALUE),
            batch("b", 2, false, new Samples(new float[] {1f, -0f, Float.NaN}, 3), VALUE),
            batch("b", 3, true, new Samples(new float[0], 0), new byte[0]),
            view().withShed(3),
            batch("a", 1, false, new PackedEvents(VALUE, 1, 13), null).withShed(1L << 62),
            batch("b", 3, true, new Samples(new float[] {2f}, 1), null).withShed(1),
            batch("x".repeat(1_024), 4, false, new PackedEvents(new byte[8]), new byte[8]),
        };
    }

    static Incoming[] incoming() {
        return new Incoming[] {
            batches()[0], rejected()[0], batches()[1], rejected()[1], batches()[5], rejected()[2]
        };
    }

    static Outgoing[] outgoing() {
        return new Outgoing[] {
            spikes(
                    new int[] {0, 2},
                    step(new int[] {1, 5}, new int[0]),
                    step(new int[0], new int[] {7})),
            spikes(new int[] {1}, step(new int[] {0})),
            spikes(new int[0], step()),
            classification(new float[] {0.5f, -0f, Float.NEGATIVE_INFINITY}, true),
            classification(new float[] {1e-40f}, false),
            rejected()[0],
            rejected()[1],
            rejected()[2],
        };
    }

    private static Rejected[] rejected() {
        return new Rejected[] {
            Rejected.of("sensor", VALUE, "its length must be a multiple of 8 (got 15)", ORIGIN),
            Rejected.of("", null, "value must not be null", ORIGIN),
            Rejected.of("ß".repeat(2_000), new byte[1_000], "\u0000\uD800".repeat(1_500), ORIGIN),
        };
    }

    private static SensorBatch batch(
            String stream, long session, boolean end, Payload payload, byte[] value) {
        return new SensorBatch(
                stream, session, 7, 1L << 62, SensorBatch.NO_UNTIL, end, payload, ORIGIN, value);
    }

    private static SpikeBatch spikes(int[] layers, SpikeBatch.Step... steps) {
        return new SpikeBatch("sensor", -9, 1L << 33, "nmnist/1", 12, layers, List.of(steps));
    }

    private static SpikeBatch.Step step(int[]... neurons) {
        return new SpikeBatch.Step(-10_000, 10_000, neurons);
    }

    private static Classification classification(float[] scores, boolean isFinal) {
        return new Classification(
                "sensor", 3, 29, 0, 300_000, 0, "null", scores, 0.25f, isFinal, "nmnist/1", 99);
    }

    /** A class of a model that a session did not begin with. */
    static Classification changed() {
        return new Classification(
                "sensor",
                3,
                29,
                0,
                300_000,
                0,
                "null",
                new float[] {0.5f, -0f},
                0.25f,
                true,
                "nmnist/2",
                99,
                1L << 34);
    }

    static SensorHealth health(
            List<SensorHealth.HotPixel> pixels, List<SensorHealth.Trouble> troubles) {
        return new SensorHealth(
                "sensor",
                -9,
                1L << 40,
                (1L << 40) + 1_000_000,
                100,
                1L << 33,
                7,
                6,
                5,
                4,
                3,
                2,
                1,
                512,
                9,
                8,
                99.9f,
                0.25f,
                pixels.size(),
                pixels,
                troubles,
                12);
    }
}
