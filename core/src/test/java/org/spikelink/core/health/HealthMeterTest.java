package org.spikelink.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.health.PlainHealth.Event;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SensorHealth.Trouble;

/** The figures of each second, compared with their plain definitions. */
class HealthMeterTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 100;
    private static final long SECOND_US = 1_000_000;

    private final HealthMeter meter = HealthMeter.ofEvents(WIDTH, HEIGHT, HealthLimits.DEFAULTS);
    private final HealthBatches stream = new HealthBatches(meter);

    @Test
    void eachFigureIsThatOfItsPlainDefinition() {
        for (int seed = 0; seed < 12; seed++) {
            List<Event> events = events(seed, 4_000, 3 * SECOND_US);
            HealthBatches fed = new HealthBatches(meter);
            cut(events, seed).forEach(fed::feed);
            check(events, fed.end().reports, "seed " + seed);
        }
    }

    private static void check(List<Event> events, List<SensorHealth> reports, String seed) {
        long startUs = events.get(0).timeUs();
        long[] steps = PlainHealth.stepsBackUs(events);
        Map<List<Integer>, List<Integer>> last = new HashMap<>();
        int from = 0;
        for (SensorHealth health : reports) {
            int to = from;
            while (to < events.size() && events.get(to).timeUs() < startUs + SECOND_US) {
                to++;
            }
            List<Event> second = events.subList(from, to);
            long back = 0;
            long longest = 0;
            for (int n = from; n < to; n++) {
                back += steps[n] > 0 ? 1 : 0;
                longest = Math.max(longest, steps[n]);
            }
            int[] slices = PlainHealth.slices(inOrder(second), startUs);
            var hot = PlainHealth.hot(PlainHealth.repeats(second, last), 30);
            assertThat(health.startUs()).as(seed).isEqualTo(startUs);
            assertThat(health.events()).as(seed).isEqualTo(second.size());
            assertThat(health.on()).as(seed).isEqualTo(PlainHealth.on(second));
            assertThat(health.stepsBack()).as(seed).isEqualTo(back);
            assertThat(health.longestStepBackUs()).as(seed).isEqualTo(longest);
            assertThat(health.emptyRows()).as(seed).isEqualTo(PlainHealth.emptyRows(second));
            assertThat(health.hotPixels()).as(seed).isEqualTo(hot.size()).isPositive();
            assertThat(health.worstPixels()).as(seed).isEqualTo(hot.stream().limit(10).toList());
            if (back == 0) {
                assertThat(health.fullest()).as(seed).isEqualTo(PlainHealth.fullest(slices));
                assertThat(health.fullSlices()).as(seed).isEqualTo(PlainHealth.fullSlices(slices));
            }
            from = to;
            startUs += SECOND_US;
        }
        assertThat(from).as(seed).isEqualTo(events.size());
    }

    private static List<Event> inOrder(List<Event> second) {
        return second.stream().sorted((a, b) -> Long.compare(a.timeUs(), b.timeUs())).toList();
    }

    /** A second's events: noise, twelve hot pixels and, for odd seeds, small steps back. */
    private static List<Event> events(int seed, int count, long lengthUs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        long startUs = random.nextLong(1L << 40);
        for (int n = 0; n < count; n++) {
            long timeUs = startUs + lengthUs * n / count;
            boolean isHot = random.nextInt(4) > 0;
            int hot = random.nextInt(12);
            events.add(
                    new Event(
                            seed % 2 == 1 && n > 0 && n % 50 == 0 ? timeUs - 2_000 : timeUs,
                            isHot ? hot % 4 * 9 + 3 : random.nextInt(WIDTH),
                            isHot ? hot * 8 + 2 : random.nextInt(HEIGHT),
                            random.nextInt(2)));
        }
        // A step back never leaves a second here: those are the concern of other tests.
        events.removeIf(e -> e.timeUs() < startUs || (e.timeUs() - startUs) % SECOND_US > 990_000);
        return events;
    }

    private static List<List<Event>> cut(List<Event> events, int seed) {
        SplittableRandom random = new SplittableRandom(-seed);
        List<List<Event>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(200));
            batches.add(events.subList(from, to));
            from = to;
        }
        return batches;
    }

    @Test
    void whereBatchesAreCutChangesOnlyTheirNumber() {
        List<Event> events = events(1, 2_000, 2 * SECOND_US);
        List<SensorHealth> one = new HealthBatches(meter).feed(events).end().reports;
        for (int seed = 1; seed < 20; seed++) {
            HealthBatches fed = new HealthBatches(meter);
            cut(events, seed).forEach(fed::feed);
            assertThat(fed.end().reports)
                    .as("seed %d", seed)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("batches")
                    .isEqualTo(one);
        }
    }

    @Test
    void aRecordingGivesTheFiguresOfAStream() {
        List<Event> events = events(2, 2_000, 2 * SECOND_US);
        List<SensorHealth> found = new ArrayList<>();
        HealthState state = null;
        for (Event e : events) {
            state =
                    meter.measure(
                            state,
                            "cam",
                            e.timeUs(),
                            e.x(),
                            e.y(),
                            e.on() == 1,
                            out -> found.add((SensorHealth) out));
        }
        meter.end(state, "cam", out -> found.add((SensorHealth) out));
        assertThat(found)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("batches", "session")
                .isEqualTo(stream.feed(events).end().reports);
    }

    /** The sum of a slice stays within 16 bits, so that the order of events decides what it is then. */
    @Test
    void moreEventsThanASliceCanSumUpGiveWhatTheyGiveOneByOne() {
        List<Event> events = new ArrayList<>();
        for (int n = 0; n < 80_000; n++) {
            events.add(new Event(n / 100, n % WIDTH, n % HEIGHT, n % 50_000 < 40_000 ? 1 : 0));
        }
        HealthState state = null;
        for (Event e : events) {
            state = meter.measure(state, "cam", e.timeUs(), e.x(), e.y(), e.on() == 1, out -> {});
        }
        cut(events, 4).forEach(stream::feed);
        assertThat(stream.state.net).isEqualTo(state.net).contains(Short.MAX_VALUE);
        assertThat(stream.state.sliceEvents).isEqualTo(80_000);
        stream.state = null;
        assertThat(stream.feed(events).state.net).isEqualTo(state.net);
    }

    @Test
    void silentSecondsThatOneBatchEndsAreOneReport() {
        stream.feed(List.of(at(100)), 5 * SECOND_US + 200, 0, 0).end();
        assertThat(stream.reports)
                .extracting(SensorHealth::startUs, SensorHealth::endUs, SensorHealth::events)
                .containsExactly(
                        tuple(100, SECOND_US + 100, 1),
                        tuple(SECOND_US + 100, 5 * SECOND_US + 100, 0));
    }

    private static org.assertj.core.groups.Tuple tuple(long start, long end, long events) {
        return org.assertj.core.api.Assertions.tuple(start, end, events);
    }

    private static Event at(long timeUs) {
        return new Event(timeUs, 1, 1, 1);
    }

    @Test
    void anEventBeforeTheOpenSecondCountsInIt() {
        stream.feed(List.of(at(0), at(SECOND_US), at(SECOND_US - 5))).end();
        assertThat(stream.reports).extracting(SensorHealth::events).containsExactly(1L, 2L);
        assertThat(stream.reports.get(1).troubles()).containsExactly(Trouble.TIME_STEPS_BACK);
    }

    @Test
    void aClockThatIsSetBackStartsASecondAnew() {
        long late = 100 * SECOND_US;
        stream.feed(List.of(at(late), at(late + 9))).feed(List.of(at(50), at(60))).end();
        assertThat(stream.reports)
                .extracting(SensorHealth::startUs, SensorHealth::endUs, SensorHealth::events)
                .containsExactly(tuple(late, late + 10, 2), tuple(50, 61, 2));
        assertThat(stream.reports.get(1).longestStepBackUs()).isEqualTo(late + 9 - 50);
    }

    @Test
    void oneEventFarInTheFutureCostsTwoReports() {
        stream.feed(List.of(at(0), at(1L << 31), at(10))).feed(List.of(at(20))).end();
        assertThat(stream.reports).hasSize(4).last().matches(h -> h.startUs() == 20);
    }

    @Test
    void missingAndRejectedBatchesAreCounted() {
        stream.feed(List.of(at(0)), SensorBatch.NO_UNTIL, 0, 3);
        stream.state = meter.reject(stream.state, stream.batch(List.of(), 0, 0), 2);
        SensorHealth health = stream.end().reports.get(0);
        assertThat(health.missing()).isEqualTo(5);
        assertThat(health.rejected()).isEqualTo(1);
        assertThat(health.batches()).isEqualTo(2);
        assertThat(health.troubles())
                .containsExactly(Trouble.MISSING_BATCHES, Trouble.REJECTED_BATCHES);
    }

    @Test
    void aBatchThatIsMeasuredAgainIsIgnored() {
        SensorBatch batch = stream.batch(List.of(at(0), at(1)), SensorBatch.NO_UNTIL, 0);
        HealthState state = meter.measure(null, batch, 0, out -> {});
        assertThat(meter.measure(state, batch, 0, out -> {}).events()).isEqualTo(2);
    }

    @Test
    void aBatchIsLateComparedWithTheEarliestOnes() {
        long aheadMs = 1_770_000_000_000L;
        for (int n = 0; n < 8; n++) {
            long delayMs = n == 3 ? 1_500 : n == 4 ? 900 : 5;
            long timeUs = n * 100_000L;
            stream.feed(List.of(at(timeUs)), timeUs + 1, aheadMs + timeUs / 1000 + delayMs, 0);
        }
        SensorHealth health = stream.end().reports.get(0);
        assertThat(health.late()).isEqualTo(1);
        assertThat(health.latestMs()).isEqualTo(1_495);
        assertThat(health.troubles()).containsExactly(Trouble.LATE);
    }

    @Test
    void aClockThatIsALittleSlowIsNotLate() {
        for (int second = 0; second < 100_000; second += 10) {
            long timeUs = second * SECOND_US;
            stream.feed(List.of(at(timeUs)), timeUs, second * 1000L + second / 20, 0);
        }
        assertThat(stream.reports).isNotEmpty().allMatch(health -> health.late() == 0);
    }

    @Test
    void manySlicesAsFullAsTheFullestMeanThatTheConnectionIsSaturated() {
        assertThat(saturated(300).fullSlices()).isGreaterThan(500);
        assertThat(saturated(300).troubles()).contains(Trouble.SATURATED);
        assertThat(saturated(20).troubles()).doesNotContain(Trouble.SATURATED);
    }

    private SensorHealth saturated(int perSlice) {
        SplittableRandom random = new SplittableRandom(5);
        List<Event> events = new ArrayList<>();
        for (long slice = 0; slice < 512; slice++) {
            for (int n = 0; n < perSlice; n++) {
                long timeUs = (slice * SECOND_US + 511) / 512;
                events.add(
                        new Event(
                                timeUs,
                                random.nextInt(WIDTH),
                                random.nextInt(HEIGHT),
                                random.nextInt(2)));
            }
        }
        return new HealthBatches(meter).feed(events, SECOND_US, 0, 0).reports.get(0);
    }

    @Test
    void aRowWithoutEventsAmongBusyOnesIsATrouble() {
        List<Event> events = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            int y = n % HEIGHT;
            events.add(new Event(n, n * 7 % WIDTH, y == 42 ? 43 : y, n / HEIGHT % 2));
        }
        SensorHealth health = stream.feed(events).end().reports.get(0);
        assertThat(health.emptyRows()).isEqualTo(1);
        assertThat(health.troubles()).contains(Trouble.EMPTY_ROWS);
    }

    @Test
    void almostOnlyOnEventsAreATrouble() {
        List<Event> events = new ArrayList<>();
        for (int n = 0; n < 2_000; n++) {
            events.add(new Event(n, n * 7 % WIDTH, n * 3 % HEIGHT, n % 50 == 0 ? 0 : 1));
        }
        assertThat(stream.feed(events).end().reports.get(0).troubles())
                .containsExactly(Trouble.ONE_POLARITY);
    }

    @Test
    void limitsDecideWhatIsATrouble() {
        HealthLimits lenient =
                new HealthLimits(100, 1, 3, Duration.ofHours(1), 1_000_000, 99, 0, 100);
        HealthBatches fed = new HealthBatches(HealthMeter.ofEvents(WIDTH, HEIGHT, lenient));
        fed.feed(List.of(at(5), at(0)), SECOND_US + 5, 0, 3);
        assertThat(fed.reports.get(0).troubles()).isEmpty();
        fed.feed(events(3, 2_000, SECOND_US), 1L << 50, 0, 0);
        assertThat(fed.reports)
                .filteredOn(health -> health.events() > 100)
                .isNotEmpty()
                .allMatch(health -> health.troubles().contains(Trouble.EVENT_RATE));
    }

    @Test
    void samplesAreCountedWithoutPixels() {
        HealthMeter samples = HealthMeter.ofSamples(HealthLimits.DEFAULTS);
        List<SensorHealth> found = new ArrayList<>();
        HealthState state = null;
        for (int n = 0; n < 3; n++) {
            SensorBatch batch =
                    new SensorBatch(
                            "imu",
                            1,
                            n,
                            n * 600_000L,
                            SensorBatch.NO_UNTIL,
                            false,
                            new Samples(new float[12], 6),
                            new Origin("sensors", 0, n, 0),
                            null);
            state = samples.measure(state, batch, 0, out -> found.add((SensorHealth) out));
        }
        assertThat(found).extracting(SensorHealth::events).containsExactly(4L);
        assertThat(found.get(0).troubles()).isEmpty();
    }
}
