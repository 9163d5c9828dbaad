package org.spikelink.connectors.recordings.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.core.record.SensorBatch.NO_UNTIL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.SharedData;
import org.spikelink.connectors.recordings.TestFiles;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

class BatchCutterTest {
    private static final CutOptions OPTIONS = new CutOptions("0/a.bin", "cam", 7, 10_000);

    /** A batch without what is the same in all. */
    private record Cut(long startUs, long untilUs, List<Long> timesUs) {}

    private static final class FakeDecoder implements EventDecoder {
        private final List<Event> events;
        private int next;

        FakeDecoder(List<Event> events) {
            this.events = events;
        }

        @Override
        public boolean read(EventChunk chunk) {
            chunk.clear();
            while (next < events.size() && chunk.room() > 0) {
                Event event = events.get(next++);
                chunk.add(event.tUs(), event.x(), event.y(), event.on());
            }
            return chunk.count() > 0;
        }

        @Override
        public void close() {}
    }

    private static List<SensorBatch> batches(EventDecoder decoder, long batchUs) {
        CutOptions options = new CutOptions("0/a.bin", "cam", 7, batchUs);
        List<SensorBatch> batches = new ArrayList<>();
        new BatchCutter(decoder, options, () -> 42).forEachRemaining(batches::add);
        return batches;
    }

    private static List<Cut> cuts(long... timesUs) {
        return cuts(10_000, LongStream.of(timesUs));
    }

    private static List<Cut> cuts(long batchUs, LongStream timesUs) {
        List<Event> events = timesUs.mapToObj(t -> new Event(t, 1, 2, true)).toList();
        return batches(new FakeDecoder(events), batchUs).stream()
                .map(
                        b ->
                                new Cut(
                                        b.startUs(),
                                        b.untilUs(),
                                        events(b).stream().map(Event::tUs).toList()))
                .toList();
    }

    private static List<Event> events(SensorBatch batch) {
        PackedEvents packed = (PackedEvents) batch.payload();
        return IntStream.range(0, packed.count())
                .mapToLong(packed::get)
                .mapToObj(
                        e ->
                                new Event(
                                        batch.startUs() + PackedEvents.offsetUs(e),
                                        PackedEvents.x(e),
                                        PackedEvents.y(e),
                                        PackedEvents.on(e) == 1))
                .toList();
    }

    @Test
    void batchesLieOnTheGridFromTheFirstEventsCell() {
        assertThat(cuts(25_000, 29_999, 30_000, 47_000))
                .containsExactly(
                        new Cut(20_000, 30_000, List.of(25_000L, 29_999L)),
                        new Cut(30_000, 40_000, List.of(30_000L)),
                        new Cut(40_000, 47_000, List.of(47_000L)));
    }

    @Test
    void theLastBatchesUntilDoesNotCloseTheBinOfItsLastEvent() {
        assertThat(cuts(3, 9_999)).containsExactly(new Cut(0, 9_999, List.of(3L, 9_999L)));
    }

    @Test
    void aBatchStatesItsOrigin() {
        SensorBatch batch = batches(new FakeDecoder(List.of(new Event(5, 1, 2, false))), 10).get(0);
        assertThat(batch.stream()).isEqualTo("cam");
        assertThat(batch.session()).isEqualTo(7);
        assertThat(batch.end()).isTrue();
        assertThat(batch.origin()).isEqualTo(new Origin("0/a.bin", 0, 0, 42));
        assertThat(batch.value()).hasSize(8);
        assertThat(events(batch)).containsExactly(new Event(5, 1, 2, false));
    }

    @Test
    void sequencesCountFromZeroAndOnlyTheLastBatchEnds() {
        List<Event> events = new ArrayList<>();
        LongStream.range(0, 50).forEach(i -> events.add(new Event(i * 40_000, 0, 0, true)));
        List<SensorBatch> batches = batches(new FakeDecoder(events), 10_000);
        for (int i = 0; i < batches.size(); i++) {
            assertThat(batches.get(i).sequence()).isEqualTo(i);
            assertThat(batches.get(i).origin().offset()).isEqualTo(i);
            assertThat(batches.get(i).end()).isEqualTo(i == batches.size() - 1);
        }
    }

    @Test
    void anEmptyRecordingIsOneEmptyBatchThatEnds() {
        assertThat(cuts()).containsExactly(new Cut(0, NO_UNTIL, List.of()));
        BatchCutter cutter = new BatchCutter(new FakeDecoder(List.of()), OPTIONS, () -> 42);
        assertThat(cutter.next().end()).isTrue();
        assertThat(cutter.hasNext()).isFalse();
        assertThatThrownBy(cutter::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void everyHundredMillisecondsOfSilenceGiveOneEmptyBatch() {
        assertThat(cuts(0, 105_000)).hasSize(2);
        assertThat(cuts(0, 325_000))
                .containsExactly(
                        new Cut(0, 10_000, List.of(0L)),
                        new Cut(10_000, 110_000, List.of()),
                        new Cut(110_000, 210_000, List.of()),
                        new Cut(210_000, 310_000, List.of()),
                        new Cut(320_000, 325_000, List.of(325_000L)));
        assertThat(cuts(30_000, LongStream.of(0, 150_000)))
                .containsExactly(
                        new Cut(0, 30_000, List.of(0L)),
                        new Cut(30_000, 150_000, List.of()),
                        new Cut(150_000, 150_000, List.of(150_000L)));
    }

    @Test
    void aPauseOfYearsGivesABoundedNumberOfBatches() {
        assertThat(cuts(0, 1L << 62)).hasSize(2 + BatchCutter.MAX_SILENT_BATCHES);
    }

    @Test
    void anEarlierEventLowersTheStartOfTheOpenBatch() {
        assertThat(cuts(10_000, 20_000, 15_000, 3_000, 21_000, 30_000))
                .containsExactly(
                        new Cut(10_000, 20_000, List.of(10_000L)),
                        new Cut(0, 30_000, List.of(20_000L, 15_000L, 3_000L, 21_000L)),
                        new Cut(30_000, 30_000, List.of(30_000L)));
    }

    @Test
    void aClockThatWasSetBackBeginsABatchOfItsOwn() {
        assertThat(cuts(9_000_000, 5, 10_000))
                .containsExactly(
                        new Cut(9_000_000, NO_UNTIL, List.of(9_000_000L)),
                        new Cut(0, 10_000, List.of(5L)),
                        new Cut(10_000, 10_000, List.of(10_000L)));
    }

    @Test
    void aClockThatRunsBackwardsLosesNothing() {
        List<Long> timesUs =
                LongStream.range(0, 9_000).mapToObj(i -> 9_000_000 - 1000 * i).toList();
        List<Cut> cuts = cuts(10_000, timesUs.stream().mapToLong(t -> t));
        assertThat(cuts.stream().flatMap(c -> c.timesUs().stream()))
                .containsExactlyElementsOf(timesUs);
    }

    @Test
    void aCrowdedCellIsSplitWithoutUntil() {
        List<Cut> cuts =
                cuts(
                        10_000,
                        LongStream.concat(
                                LongStream.range(0, 250_000).map(i -> 5), LongStream.of(10_000)));
        assertThat(cuts)
                .extracting(c -> c.timesUs().size())
                .containsExactly(100_000, 100_000, 50_000, 1);
        assertThat(cuts)
                .extracting(Cut::untilUs)
                .containsExactly(NO_UNTIL, NO_UNTIL, 10_000L, 10_000L);
        assertThat(cuts).extracting(Cut::startUs).containsExactly(0L, 0L, 0L, 10_000L);
    }

    @Test
    void whatDoesNotFitThePackedFormIsAnError() {
        assertInvalid(
                new Event(0, 16384, 0, true), "event 1: x must be from 0 to 16383 (got 16384)");
        assertInvalid(new Event(0, 0, -1, true), "event 1: y must be from 0 to 16383 (got -1)");
        assertInvalid(
                new Event(-1, 0, 0, true), "event 1: time must be from 0 to 2^62 µs (got -1)");
    }

    private static void assertInvalid(Event event, String message) {
        List<Event> events = List.of(new Event(0, 16383, 16383, true), event);
        assertThatThrownBy(() -> batches(new FakeDecoder(events), 10))
                .isInstanceOf(RecordingException.class)
                .hasMessage("0/a.bin: " + message);
    }

    @Test
    void invalidOptionsAreRejected() {
        assertThatThrownBy(() -> new CutOptions("a", "cam", 0, 0))
                .hasMessage("batchUs must be from 1 to 3600000000 (got 0)");
        assertThatThrownBy(() -> new CutOptions("a", "", 0, 1))
                .hasMessage("stream must not be empty");
    }

    @Test
    void anyOrderOfTimesKeepsEveryEventInItsOrderAndPromise() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Event> events = randomEvents(random);
            long batchUs =
                    1 + random.nextLong(random.nextBoolean() ? 20_000 : CutOptions.MAX_BATCH_US);
            List<SensorBatch> batches = batches(new FakeDecoder(events), batchUs);
            assertThat(batches.stream().flatMap(b -> events(b).stream()))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(events);
            for (SensorBatch batch : batches) {
                assertThat(batch.startUs() % batchUs).as("seed %d", seed).isZero();
            }
        }
    }

    private static List<Event> randomEvents(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        long tUs = random.nextLong(1L << 33);
        int maxStep = 1 << random.nextInt(31);
        for (int i = random.nextInt(500); i > 0; i--) {
            tUs = Math.max(0, tUs + random.nextInt(-maxStep / 4, maxStep));
            events.add(
                    new Event(
                            tUs,
                            random.nextInt(16384),
                            random.nextInt(16384),
                            random.nextBoolean()));
        }
        return Collections.unmodifiableList(events);
    }

    @Test
    void aRealRecordingIsCutWithoutLoss() {
        Path path = SharedData.folder("nmnist").resolve("train/0/00002.bin");
        List<Event> all = TestFiles.events(path);
        try (EventDecoder decoder = Recordings.open(path)) {
            List<SensorBatch> batches = batches(decoder, 10_000);
            assertThat(batches.stream().flatMap(b -> events(b).stream()))
                    .containsExactlyElementsOf(all);
            assertThat(batches).hasSize(31);
        }
    }
}
