package org.spikelink.connectors.recordings.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

class EventPackerTest {
    private final EventPacker packer = new EventPacker();

    private void check(long startUs, long... timesUs) {
        packer.clear();
        for (int n = 0; n < timesUs.length; n++) {
            packer.add(timesUs[n], n & PackedEvents.MAX_COORDINATE, 7, n % 3 == 0);
        }
        PackedEvents packed = packer.pack(startUs);
        assertThat(packer.count()).isEqualTo(timesUs.length);
        assertThat(packed.count()).isEqualTo(timesUs.length);
        for (int n = 0; n < timesUs.length; n++) {
            long expected =
                    PackedEvents.pack(
                            timesUs[n] - startUs, n & PackedEvents.MAX_COORDINATE, 7, n % 3 == 0);
            assertThat(packed.get(n)).as("event %d", n).isEqualTo(expected);
        }
        assertThat(packer.earliestUs()).isEqualTo(LongStream.of(timesUs).min().getAsLong());
        assertThat(packer.latestUs()).isEqualTo(LongStream.of(timesUs).max().getAsLong());
    }

    @Test
    void packsEventsInAnyOrder() {
        check(1_000, 1_000, 1_001, 5_000);
        check(900, 5_000, 1_001, 1_000, 4_000);
        long seed = 3;
        SplittableRandom random = new SplittableRandom(seed);
        check(40, LongStream.range(0, 5_000).map(n -> 40 + random.nextLong(1 << 20)).toArray());
    }

    @Test
    void packsTheLongestBatchFromBothEnds() {
        long end = PackedEvents.MAX_OFFSET_US;
        check(0, 0, end);
        check(0, end, 0);
        check(0, end, end / 2 + 1, 1, 0);
        long last = SensorBatch.MAX_TIME_US;
        check(last - end, last, last - end / 3, last - end);
    }

    @Test
    void movesDescendingEventsRarely() {
        int events = 200_000; // a move for each event would take minutes
        check(0, LongStream.range(0, events).map(n -> events - 1 - n).toArray());
    }

    @Test
    void packsTheSameEventsAgainFromAnotherStart() {
        packer.add(500, 1, 2, true);
        assertThat(packer.pack(500).get(0)).isEqualTo(PackedEvents.pack(0, 1, 2, true));
        assertThat(packer.pack(300).get(0)).isEqualTo(PackedEvents.pack(200, 1, 2, true));
    }
}
