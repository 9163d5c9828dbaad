package org.spikelink.tests.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * Seven sensors of a {@link SmallModel} before and after a savepoint, which finds most of them in the middle of a bin
 * and of two windows, one idle after a silence, and one whose session has ended.
 *
 * @param before batches that lead to the savepoint
 * @param after batches that follow
 */
record SmallSensors(List<SensorBatch> before, List<SensorBatch> after) {
    private static final int RUNNING = 4;
    private static final int TURNS = 12;
    private static final int EVENTS = 9;
    private static final long BATCH_US = 7_000; // of a camera; no divisor of a bin
    private static final long LONG_BATCH_US = 70_000;
    private static final int MANY_EVENTS = 40;
    private static final double HOT_PIXEL_SHARE = 0.5;
    private static final int SAMPLES = 3;
    private static final long SILENCE_US = 5_000_000; // more bins than a stream waits for
    private static final long SEED = 17;

    /** Long past, so that no clock is before it. */
    private static final long START_MS = 1_700_000_000_000L;

    /** Cameras. */
    static SmallSensors events() {
        SplittableRandom random = new SplittableRandom(SEED);
        return create(BATCH_US, batchUs -> events(batchUs, random));
    }

    /** Cameras, of which all but one drop events, and one no longer says so after the savepoint: its state knows. */
    static SmallSensors shedding() {
        SmallSensors all = events();
        return new SmallSensors(
                shed(all.before, Set.of("running-0")),
                shed(all.after, Set.of("running-0", "running-1")));
    }

    private static List<SensorBatch> shed(List<SensorBatch> batches, Set<String> silent) {
        return batches.stream()
                .map(
                        batch ->
                                silent.contains(batch.stream())
                                        ? batch
                                        : batch.withShed(5 * (batch.sequence() / 3)))
                .toList();
    }

    /** Cameras with a hot pixel, whose batches are so long that a second ends after the savepoint. */
    static SmallSensors measured() {
        SplittableRandom random = new SplittableRandom(SEED);
        return create(
                LONG_BATCH_US, batchUs -> events(batchUs, MANY_EVENTS, HOT_PIXEL_SHARE, random));
    }

    /** One batch of a camera. */
    static SensorBatch batch(
            String stream,
            long session,
            long sequence,
            long startUs,
            boolean end,
            SplittableRandom random) {
        Sight sight = batchUs -> events(batchUs, random);
        return batch(stream, session, sequence, end, startUs, BATCH_US, sight);
    }

    /** Sensors that sample. */
    static SmallSensors samples() {
        SplittableRandom random = new SplittableRandom(SEED);
        return create(SAMPLES * SmallModel.PERIOD_US, batchUs -> samples(random));
    }

    /** What a sensor sees in a batch. */
    private interface Sight {
        Payload of(long batchUs);
    }

    private static SmallSensors create(long batchUs, Sight sight) {
        List<SensorBatch> before = new ArrayList<>();
        List<SensorBatch> after = new ArrayList<>();
        for (int turn = 0; turn < 2 * TURNS; turn++) {
            List<SensorBatch> batches = turn < TURNS ? before : after;
            long startUs = turn * batchUs;
            int half = turn % TURNS;
            for (int n = 0; n < RUNNING; n++) {
                batches.add(batch("running-" + n, 1, turn, false, startUs, batchUs, sight));
            }
            long silenceUs = turn < TURNS / 2 ? 0 : SILENCE_US;
            batches.add(batch("silent", 1, turn, false, startUs + silenceUs, batchUs, sight));
            int session = 1 + turn / TURNS;
            batches.add(batch("ended", session, half, half == TURNS - 1, startUs, batchUs, sight));
            if (turn >= TURNS) {
                batches.add(batch("new", 1, half, false, startUs, batchUs, sight));
            }
        }
        return new SmallSensors(before, after);
    }

    static SensorBatch batch(
            String stream,
            long session,
            long sequence,
            boolean end,
            long startUs,
            long batchUs,
            Sight sight) {
        return new SensorBatch(
                stream,
                session,
                sequence,
                startUs,
                startUs + batchUs,
                end,
                sight.of(batchUs),
                new Origin("sensors", 0, sequence, START_MS + startUs / 1_000),
                new byte[0]);
    }

    private static PackedEvents events(long batchUs, SplittableRandom random) {
        return events(batchUs, EVENTS, 0, random);
    }

    /** Events of which this share comes from one pixel. */
    private static PackedEvents events(
            long batchUs, int count, double hotShare, SplittableRandom random) {
        long[] offsetsUs = random.longs(count, 0, batchUs).toArray();
        Arrays.sort(offsetsUs);
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * count];
        for (int n = 0; n < count; n++) {
            boolean isHot = hotShare > 0 && random.nextDouble() < hotShare;
            PackedEvents.put(
                    bytes,
                    PackedEvents.BYTES_PER_EVENT * n,
                    PackedEvents.pack(
                            offsetsUs[n],
                            isHot ? 1 : random.nextInt(SmallModel.WIDTH),
                            isHot ? 1 : random.nextInt(SmallModel.HEIGHT),
                            random.nextBoolean()));
        }
        return new PackedEvents(bytes);
    }

    private static Samples samples(SplittableRandom random) {
        float[] values = new float[SAMPLES * SmallModel.CHANNELS];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble();
        }
        return new Samples(values, SmallModel.CHANNELS);
    }
}
