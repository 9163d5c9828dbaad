package org.spikelink.tests.benchmarks.sensors;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Any number of sensors that send a batch for each bin: batch n begins with an event at the start of bin n, and so
 * closes bin n - 1. Events fall on pixels at random. A batch is the same each time it is asked for.
 */
public final class SyntheticSensors {
    private static final int MAX_PATTERNS = 64;
    private static final int ALL_EVENTS = 2_000_000;
    private static final long SEED = 11;
    private static final long SESSION = 1;
    private static final String TOPIC = "bench";

    private final PackedEvents[] patterns;
    private final long binUs;

    /**
     * Sensors for a model.
     *
     * @param model of a camera with bins of equal length
     * @param events in every batch
     */
    public SyntheticSensors(Model model, int events) {
        InputSpec.Events camera = (InputSpec.Events) model.document().input();
        binUs = ((Slicing.Time) camera.slicing()).binUs();
        SplittableRandom random = new SplittableRandom(SEED);
        patterns = new PackedEvents[Math.max(1, Math.min(MAX_PATTERNS, ALL_EVENTS / events))];
        for (int n = 0; n < patterns.length; n++) {
            patterns[n] = pattern(camera, events, random);
        }
    }

    private PackedEvents pattern(InputSpec.Events camera, int events, SplittableRandom random) {
        long[] offsetsUs = new long[events]; // the first stays 0
        for (int n = 1; n < events; n++) {
            offsetsUs[n] = random.nextLong(binUs);
        }
        Arrays.sort(offsetsUs);
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * events];
        for (int n = 0; n < events; n++) {
            PackedEvents.put(
                    bytes,
                    PackedEvents.BYTES_PER_EVENT * n,
                    PackedEvents.pack(
                            offsetsUs[n],
                            random.nextInt(camera.width()),
                            random.nextInt(camera.height()),
                            random.nextBoolean()));
        }
        return new PackedEvents(bytes);
    }

    /** Batch {@code sequence}, from 0, of sensor {@code sensor}, as read at {@code timestampMs}. */
    public SensorBatch batch(int sensor, long sequence, long timestampMs) {
        PackedEvents events = patterns[(int) ((31L * sensor + sequence) % patterns.length)];
        return new SensorBatch(
                name(sensor),
                SESSION,
                sequence,
                sequence * binUs,
                SensorBatch.NO_UNTIL,
                false,
                events,
                new Origin(TOPIC, 0, sequence, timestampMs),
                events.bytes());
    }

    /** The stream's name, the key of its records. */
    public static String name(int sensor) {
        return "sensor-" + sensor;
    }
}
