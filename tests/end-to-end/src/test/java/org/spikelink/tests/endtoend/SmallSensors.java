package org.spikelink.tests.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Seven sensors of the {@link SmallModel} before and after a savepoint, which finds most of them in the middle of a bin
 * and of two windows, one idle after a silence, and one whose session has ended.
 *
 * @param before batches that lead to the savepoint
 * @param after batches that follow
 */
record SmallSensors(List<SensorBatch> before, List<SensorBatch> after) {
    private static final int TURNS = 12;
    private static final int EVENTS = 9;
    private static final long BATCH_US = 7_000; // no divisor of a bin
    private static final long SILENCE_US = 5_000_000; // more bins than a stream waits for
    private static final long SEED = 17;

    /** Long past, so that no clock is before it. */
    private static final long START_MS = 1_700_000_000_000L;

    static SmallSensors create() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<SensorBatch> before = new ArrayList<>();
        List<SensorBatch> after = new ArrayList<>();
        for (int turn = 0; turn < 2 * TURNS; turn++) {
            List<SensorBatch> batches = turn < TURNS ? before : after;
            for (int sensor = 0; sensor < 4; sensor++) {
                batches.add(batch("running-" + sensor, 1, turn, turn * BATCH_US, false, random));
            }
            boolean silent = turn >= TURNS / 2;
            batches.add(
                    batch(
                            "silent",
                            1,
                            turn,
                            turn * BATCH_US + (silent ? SILENCE_US : 0),
                            false,
                            random));
            batches.add(
                    batch(
                            "ended",
                            1 + turn / TURNS,
                            turn % TURNS,
                            turn * BATCH_US,
                            turn % TURNS == TURNS - 1,
                            random));
            if (turn >= TURNS) {
                batches.add(batch("new", 1, turn - TURNS, turn * BATCH_US, false, random));
            }
        }
        return new SmallSensors(before, after);
    }

    static SensorBatch batch(
            String stream,
            long session,
            long sequence,
            long startUs,
            boolean end,
            SplittableRandom random) {
        return new SensorBatch(
                stream,
                session,
                sequence,
                startUs,
                startUs + BATCH_US,
                end,
                events(random),
                new Origin("sensors", 0, sequence, START_MS + startUs / 1_000),
                new byte[0]);
    }

    private static PackedEvents events(SplittableRandom random) {
        long[] offsetsUs = random.longs(EVENTS, 0, BATCH_US).toArray();
        Arrays.sort(offsetsUs);
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * EVENTS];
        for (int n = 0; n < EVENTS; n++) {
            PackedEvents.put(
                    bytes,
                    PackedEvents.BYTES_PER_EVENT * n,
                    PackedEvents.pack(
                            offsetsUs[n],
                            random.nextInt(SmallModel.WIDTH),
                            random.nextInt(SmallModel.HEIGHT),
                            random.nextBoolean()));
        }
        return new PackedEvents(bytes);
    }
}
