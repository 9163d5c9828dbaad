package org.spikelink.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Batches of many streams, interleaved at random, with all that happens to sensors: late events, silence, repeated
 * and missing batches, ends, restarts, clocks set back, broken events. The same seed gives the same batches.
 */
public final class RandomStreams {
    private final SplittableRandom random;
    private final List<Sensor> sensors = new ArrayList<>();

    public RandomStreams(long seed, int streams) {
        random = new SplittableRandom(seed);
        for (int n = 0; n < streams; n++) {
            sensors.add(new Sensor("sensor-" + n));
        }
    }

    /** The next {@code count} batches. */
    public List<SensorBatch> next(int count) {
        List<SensorBatch> batches = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            batches.add(sensors.get(random.nextInt(sensors.size())).next());
        }
        return batches;
    }

    private final class Sensor {
        private final BatchBuilder batches;
        private long session = 1;
        private long nowUs = random.nextLong(1_000_000);
        private long sequence;
        private SensorBatch last;

        Sensor(String name) {
            batches = new BatchBuilder(name);
        }

        SensorBatch next() {
            switch (random.nextInt(40)) {
                case 0 -> batches.end();
                case 1 -> restart();
                case 2 -> sequence += random.nextInt(3);
                case 3 -> nowUs += 300 * TestModels.BIN_US;
                case 4 -> nowUs = random.nextLong(1_000_000);
                case 5 -> {
                    return last == null ? batch() : last;
                }
                default -> {}
            }
            last = batch();
            if (last.end()) {
                restart();
            }
            return last;
        }

        private void restart() {
            session++;
            sequence = 0;
        }

        private SensorBatch batch() {
            batches.session(session).sequence(sequence++);
            long startUs = nowUs;
            nowUs += random.nextLong(4 * TestModels.BIN_US);
            if (random.nextInt(3) == 0) {
                batches.untilUs(nowUs);
            }
            return batches.packed(startUs, events(nowUs - startUs));
        }

        private long[] events(long spanUs) {
            long[] events = new long[random.nextInt(30)];
            for (int n = 0; n < events.length; n++) {
                events[n] = event(spanUs * n / events.length);
            }
            return events;
        }

        /** Now and then an event is late, and once in a while it lies outside the sensor. */
        private long event(long offsetUs) {
            boolean late = random.nextInt(20) == 0;
            boolean outside = random.nextInt(2_000) == 0;
            return PackedEvents.pack(
                    late ? 0 : offsetUs,
                    outside ? TestModels.WIDTH : random.nextInt(TestModels.WIDTH),
                    random.nextInt(TestModels.HEIGHT),
                    random.nextBoolean());
        }
    }
}
