package org.spikelink.sensors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.BatchCutter;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

class BatchBuilderTest {
    private final List<String> sent = new ArrayList<>();
    private final EventChunk chunk = new EventChunk();

    private BatchBuilder builder(long batchUs, int batchEvents) {
        return new BatchBuilder(batchUs, batchEvents, this::keep);
    }

    private void keep(long startUs, long untilUs, boolean end, PackedEvents events) {
        sent.add(shown(startUs, untilUs, end, events));
    }

    private static String shown(long startUs, long untilUs, boolean end, PackedEvents events) {
        StringBuilder text = new StringBuilder("from " + startUs);
        text.append(untilUs == SensorBatch.NO_UNTIL ? "" : " until " + untilUs);
        text.append(end ? " end" : "").append(':');
        for (int n = 0; n < events.count(); n++) {
            long event = events.get(n);
            text.append(
                    " %d(%d,%d,%d)"
                            .formatted(
                                    PackedEvents.offsetUs(event),
                                    PackedEvents.x(event),
                                    PackedEvents.y(event),
                                    PackedEvents.on(event)));
        }
        return text.toString();
    }

    private void add(BatchBuilder builder, long... timesUs) throws InterruptedException {
        chunk.clear();
        for (long t : timesUs) {
            chunk.add(t, 1, 2, true);
        }
        builder.add(chunk, 0, chunk.count());
    }

    @Test
    void cellsAreCutAsForRecordings() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            sent.clear();
            SplittableRandom random = new SplittableRandom(seed);
            EventChunk events = randomEvents(random);
            long batchUs = List.of(1L, 700L, 10_000L, 250_000L).get((int) (seed % 4));
            BatchBuilder builder = builder(batchUs, 0);
            int cut = random.nextInt(events.count() + 1);
            builder.add(events, 0, cut);
            builder.add(events, cut, events.count());
            builder.end();

            List<String> expected = new ArrayList<>();
            new BatchCutter(
                            new Given(events),
                            new CutOptions("seed " + seed, "s", 1, batchUs),
                            () -> 0)
                    .forEachRemaining(
                            batch ->
                                    expected.add(
                                            shown(
                                                    batch.startUs(),
                                                    batch.untilUs(),
                                                    batch.end(),
                                                    (PackedEvents) batch.payload())));
            if (batchUs >= 10_000) {
                assertThat(sent).as("seed %d", seed).isEqualTo(expected);
            } else { // shorter cells start earlier, so that hostile times cannot slow them down
                assertThat(events(sent)).as("seed %d", seed).isEqualTo(events(expected));
            }
        }
    }

    /** Start and until removed, offsets made absolute. */
    private static List<String> events(List<String> batches) {
        List<String> all = new ArrayList<>();
        for (String batch : batches) {
            long start = Long.parseLong(batch.split("[ :]", -1)[1]);
            for (String event : batch.substring(batch.indexOf(':') + 1).strip().split(" ", -1)) {
                if (!event.isEmpty()) {
                    int at = event.indexOf('(');
                    all.add(start + Long.parseLong(event.substring(0, at)) + event.substring(at));
                }
            }
        }
        return all;
    }

    private static EventChunk randomEvents(SplittableRandom random) {
        EventChunk events = new EventChunk();
        long t = random.nextLong(5_000_000);
        int count = 1 + random.nextInt(400);
        for (int n = 0; n < count; n++) {
            int step = random.nextInt(100);
            t += step < 1 ? 3_000_000 : step < 3 ? 400_000 : step < 90 ? random.nextInt(2_000) : 0;
            t = Math.max(0, t - (step > 97 ? 2_500_000 : step > 93 ? random.nextInt(30_000) : 0));
            events.add(t, random.nextInt(16_384), random.nextInt(16_384), random.nextBoolean());
        }
        return events;
    }

    @Test
    void aBatchEndsAfterItsNumberOfEvents() throws Exception {
        BatchBuilder builder = builder(0, 2);
        add(builder, 1_000, 1_500, 1_600, 90_000_000, 89_999_999);
        builder.end();

        assertThat(sent)
                .containsExactly(
                        "from 1000: 0(1,2,1) 500(1,2,1)",
                        "from 1600: 0(1,2,1) 89998400(1,2,1)",
                        "from 89999999 until 89999999 end: 0(1,2,1)");
    }

    @Test
    void bothLimitsTogetherEndABatchAtTheFirst() throws Exception {
        BatchBuilder builder = builder(10_000, 2);
        add(builder, 1_000, 1_500, 1_600, 11_000);
        builder.end();

        assertThat(sent)
                .containsExactly(
                        "from 0: 1000(1,2,1) 1500(1,2,1)",
                        "from 0 until 10000: 1600(1,2,1)",
                        "from 10000 until 11000 end: 1000(1,2,1)");
    }

    @Test
    void anEventFarFromTheStartDoesNotOverflowItsOffset() throws Exception {
        BatchBuilder builder = builder(0, 1000);
        add(builder, 0, 4_294_967_000L, 4_294_970_000L, 4_293_980_000L);
        builder.end();

        assertThat(sent)
                .containsExactly(
                        "from 0: 0(1,2,1) 4294967000(1,2,1)",
                        "from 4293970000 until 4294970000 end: 1000000(1,2,1) 10000(1,2,1)");
    }

    @Test
    void flushSendsWhatHasComeAndTheCellGoesOn() throws Exception {
        BatchBuilder builder = builder(10_000, 0);
        add(builder, 1_000);
        builder.flush();
        builder.flush();
        add(builder, 2_000, 12_000);
        builder.end();

        assertThat(sent)
                .containsExactly(
                        "from 0: 1000(1,2,1)",
                        "from 0 until 10000: 2000(1,2,1)",
                        "from 10000 until 12000 end: 2000(1,2,1)");
    }

    @Test
    void silenceIsReportedOnceAndLaterBatchesDoNotTakeItBack() throws Exception {
        BatchBuilder builder = builder(10_000, 0);
        builder.silentUntil(500_000);
        add(builder, 1_000);
        builder.silentUntil(150_000);
        builder.silentUntil(150_000);
        add(builder, 160_000);
        builder.end();

        assertThat(sent)
                .containsExactly(
                        "from 0: 1000(1,2,1)",
                        "from 1000 until 150000:",
                        "from 160000 until 160000 end: 0(1,2,1)");
    }

    @Test
    void anEventThatCannotBePackedIsAnErrorAfterThoseBefore() throws Exception {
        BatchBuilder builder = builder(10_000, 0);
        chunk.add(5, 1, 1, true);
        chunk.add(6, 16_384, 1, true);

        assertThatThrownBy(() -> builder.add(chunk, 0, 2))
                .hasMessage("an event cannot be sent: x must be from 0 to 16383 (got 16384)");
        builder.end();
        assertThat(sent).containsExactly("from 0 until 5 end: 5(1,1,1)");
        assertThatThrownBy(() -> add(builder, -1)).hasMessageContaining("time must be from 0");
    }

    @Test
    void aSensorWithoutEventsSendsAnEmptyEnd() throws Exception {
        builder(10_000, 0).end();

        assertThat(sent).containsExactly("from 0 end:");
    }

    @Test
    void moreEventsThanAKafkaRecordHoldsAreSeveralBatches() throws Exception {
        List<Integer> counts = new ArrayList<>();
        BatchBuilder builder =
                new BatchBuilder(
                        10_000, 0, (start, until, end, events) -> counts.add(events.count()));
        for (int n = 0; n < 32; n++) {
            add(builder, new long[8_000]);
        }
        builder.end();

        assertThat(counts).containsExactly(100_000, 100_000, 56_000);
    }

    private record Given(EventChunk all, boolean[] read) implements EventDecoder {
        Given(EventChunk all) {
            this(all, new boolean[1]);
        }

        @Override
        public Optional<SensorSize> sensorSize() {
            return Optional.empty();
        }

        @Override
        public boolean read(EventChunk chunk) {
            chunk.clear();
            for (int n = 0; n < all.count() && !read[0]; n++) {
                chunk.add(all.tUs(n), all.x(n), all.y(n), all.on(n));
            }
            read[0] = true;
            return chunk.count() > 0;
        }

        @Override
        public Map<String, Long> skipped() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
