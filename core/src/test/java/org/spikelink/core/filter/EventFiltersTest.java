package org.spikelink.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** However a stream is cut into batches, and restored in between, what passes is what the plain filters pass. */
final class EventFiltersTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyChainPassesWhatThePlainFiltersPass(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 20; n++) {
            List<FilterSpec> specs = RandomChain.any(random);
            List<PlainFilters.Event> events = RandomChain.events(random, 1500);
            assertThat(filter(specs, events, random))
                    .as("seed %d, %s", seed, specs)
                    .isEqualTo(PlainFilters.apply(specs, events));
        }
    }

    @Test
    void eachFilterOfTheseTestsPassesSomeEventsAndDropsSome() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        for (FilterSpec spec : RandomChain.stateful(random)) {
            List<PlainFilters.Event> events = RandomChain.events(random, 20_000);
            int passed = filter(List.of(spec), events, random).size();
            assertThat(passed).as(spec.kind()).isBetween(100, 19_900);
        }
    }

    /** Clocks of filters run past 2^31 us several times, with and without silence that is longer than they look back. */
    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 1 << 28, FilterSpec.MAX_US})
    void longTimesAreAsExactAsShortOnes(long lookBackUs) throws IOException {
        List<FilterSpec> specs =
                List.of(
                        new FilterSpec.BackgroundActivity(lookBackUs, 2),
                        new FilterSpec.Refractory(lookBackUs));
        SplittableRandom random = new SplittableRandom(13);
        List<PlainFilters.Event> events = new ArrayList<>();
        long now = -5_000_000_000L;
        for (int n = 0; n < 3_000; n++) {
            int what = random.nextInt(100);
            now +=
                    what == 0
                            ? 3 * lookBackUs
                            : what == 1 ? -1_100_000 : random.nextLong(lookBackUs / 16);
            events.add(
                    new PlainFilters.Event(
                            now,
                            random.nextInt(RandomChain.WIDTH),
                            random.nextInt(RandomChain.HEIGHT),
                            random.nextBoolean()));
        }
        for (FilterSpec spec : specs) {
            List<PlainFilters.Event> passed = filter(List.of(spec), events, random);
            assertThat(passed).isEqualTo(PlainFilters.apply(List.of(spec), events));
            assertThat(passed).as(spec.kind()).hasSizeBetween(100, 2_900);
        }
        assertThat(filter(specs, events, random)).isEqualTo(PlainFilters.apply(specs, events));
    }

    @Test
    void manyKnownPixelsAreStoredInTheSameBytesAsFew() throws IOException {
        EventFilters filters = filters(List.of(new FilterSpec.HotPixel(100, 20_000, 2)));
        SplittableRandom random = new SplittableRandom(14);
        FilterState many =
                filters.apply(FilterState.FRESH, batch(RandomChain.events(random, 400))).state();
        assertThat(many.memories().get(0).isDense()).isTrue();
        FilterState read = read(bytes(many));
        assertThat(read.memories().get(0).isDense()).isFalse();
        assertThat(read.pixels()).isEqualTo(many.pixels());
        assertThat(bytes(read)).isEqualTo(bytes(many));
        SensorBatch next = batch(RandomChain.events(random, 400));
        FilterState after = filters.apply(many, next).state();
        assertThat(bytes(filters.apply(read, next).state())).isEqualTo(bytes(after));
    }

    @Test
    void oneInstanceServesStreamsInTurn() {
        SplittableRandom random = new SplittableRandom(10);
        List<FilterSpec> specs = RandomChain.stateful(random);
        EventFilters shared = filters(specs);
        List<List<PlainFilters.Event>> streams = new ArrayList<>();
        List<FilterState> states = new ArrayList<>();
        List<List<PlainFilters.Event>> passed = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            streams.add(RandomChain.events(random, 600));
            states.add(FilterState.FRESH);
            passed.add(new ArrayList<>());
        }
        for (int at = 0; at < 600; at += 50) {
            for (int n = 0; n < 3; n++) {
                Filtered out =
                        shared.apply(states.get(n), batch(streams.get(n).subList(at, at + 50)));
                states.set(n, out.state());
                passed.get(n).addAll(events(out.batch()));
            }
        }
        for (int n = 0; n < 3; n++) {
            assertThat(passed.get(n)).isEqualTo(PlainFilters.apply(specs, streams.get(n)));
        }
    }

    @Test
    void aStateIsLeftAsItIsSoThatABatchCanBeFilteredAgain() {
        SplittableRandom random = new SplittableRandom(11);
        EventFilters filters = filters(RandomChain.stateful(random));
        List<PlainFilters.Event> events = RandomChain.events(random, 900);
        FilterState before =
                filters.apply(FilterState.FRESH, batch(events.subList(0, 600))).state();
        SensorBatch next = batch(events.subList(600, 900));
        List<PlainFilters.Event> once = events(filters.apply(before, next).batch());
        assertThat(events(filters.apply(before, next).batch())).isEqualTo(once);
    }

    @Test
    void onlyPixelsThatStillMatterAreStoredInFewBytesEach() throws IOException {
        EventFilters filters = filters(List.of(new FilterSpec.Refractory(100)));
        List<PlainFilters.Event> events = new ArrayList<>();
        for (int x = 0; x < 9; x++) {
            events.add(new PlainFilters.Event(50L * x, x, 0, true));
        }
        FilterState state = filters.apply(FilterState.FRESH, batch(events)).state();
        assertThat(state.pixels()).isEqualTo(2);
        assertThat(bytes(state)).hasSize(2 + 8 + 4 + 1 + 2 * 2);
    }

    @Test
    void aPixelThatAWholeChainKnowsTakesAtMost16Bytes() throws IOException {
        List<FilterSpec> specs =
                List.of(
                        new FilterSpec.Refractory(1_000),
                        new FilterSpec.BackgroundActivity(10_000, 1),
                        new FilterSpec.HotPixel(500, 1_000_000, 3),
                        new FilterSpec.Flicker(90, 130, 5));
        SplittableRandom random = new SplittableRandom(15);
        for (int everyUs : new int[] {1, 20}) { // most pixels, and few
            EventFilters filters = EventFilters.of(1280, 720, specs);
            Batch events = Batch.batch(0);
            for (int n = 0; n < 60_000; n++) {
                int x = random.nextInt(everyUs == 1 ? 320 : 1280);
                events.event((long) n * everyUs / 8, x, random.nextInt(720), random.nextBoolean());
            }
            FilterState state = filters.apply(FilterState.FRESH, events.build()).state();
            BitSet pixels = new BitSet();
            for (FilterMemory memory : state.memories()) {
                for (int pixel : memory.sparse().pixels()) {
                    pixels.set(pixel);
                }
            }
            assertThat(state.pixels()).isGreaterThan((everyUs == 1 ? 2 : 1) * pixels.cardinality());
            assertThat(bytes(state).length)
                    .isBetween(4 * pixels.cardinality(), 16 * pixels.cardinality());
            FilterState read = read(bytes(state));
            assertThat(filters.misfit(read)).isNull();
            assertThat(bytes(read)).isEqualTo(bytes(state));
        }
    }

    /** Version 1 had a list of pixels for each filter: clock, count, pixels, words. */
    @Test
    void statesOfVersion1AreRead() throws IOException {
        ByteBuffer old = ByteBuffer.allocate(2 + 2 * 8 + 2 * 4 + 3 * 8);
        old.put((byte) 1).put((byte) 2).putLong(5_000).putInt(2);
        old.order(ByteOrder.LITTLE_ENDIAN).putInt(9).putInt(3).putInt(40).putInt(0);
        old.order(ByteOrder.BIG_ENDIAN).putLong(6_000).putInt(1);
        old.order(ByteOrder.LITTLE_ENDIAN).putInt(0).putInt(7);
        EventFilters filters =
                filters(
                        List.of(
                                new FilterSpec.Refractory(100),
                                new FilterSpec.RateLimit(10_000, 1_000)));
        FilterState state = read(old.array());
        assertThat(filters.misfit(state)).isNull();
        assertThat(filters.shed(state)).isZero();
        List<PlainFilters.Event> events = new ArrayList<>();
        events.add(
                new PlainFilters.Event(5_050, 0, 1, true)); // pixel 9, 90 us after its last event
        events.add(new PlainFilters.Event(5_060, 0, 1, true));
        events.add(new PlainFilters.Event(5_099, 3, 0, true)); // pixel 3, 99 us after
        events.add(new PlainFilters.Event(5_100, 3, 0, true));
        Filtered filtered = filters.apply(state, batch(events));
        assertThat(events(filtered.batch())).containsExactly(events.get(1), events.get(3));
        byte[] negative = old.array();
        negative[14 + 3] = -1;
        assertThatThrownBy(() -> read(negative)).hasMessageContaining("pixels must be from 0");
    }

    @Test
    void droppedEventsAreCountedPerFilter() {
        EventFilters filters =
                filters(
                        List.of(
                                new FilterSpec.Polarity(FilterSpec.Polarity.Keep.ON),
                                new FilterSpec.RateLimit(2_000, 1_000)));
        List<PlainFilters.Event> events = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            events.add(new PlainFilters.Event(n, 0, 0, n % 2 == 0));
        }
        assertThat(filters.apply(FilterState.FRESH, batch(events)).dropped()).containsExactly(5, 3);
    }

    @Test
    void aFlickeringPixelIsNotchedAndAnotherIsNot() {
        List<PlainFilters.Event> events = new ArrayList<>();
        for (int n = 0; n < 20; n++) { // 100 Hz and 40 Hz
            events.add(new PlainFilters.Event(10_000L * n, 0, 0, true));
            events.add(new PlainFilters.Event(10_000L * n, 1, 0, n % 5 < 3));
            events.add(new PlainFilters.Event(10_000L * n + 5_000, 0, 0, false));
        }
        EventFilters filters = filters(List.of(new FilterSpec.Flicker(90, 130, 3)));
        List<PlainFilters.Event> passed =
                events(filters.apply(FilterState.FRESH, batch(events)).batch());
        assertThat(passed).filteredOn(e -> e.x() == 0).hasSize(6);
        assertThat(passed).filteredOn(e -> e.x() == 1).hasSize(20);
    }

    @Test
    void damagedStatesAreRejectedOrDoNotFit() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        EventFilters filters = filters(RandomChain.stateful(random));
        FilterState state =
                filters.apply(FilterState.FRESH, batch(RandomChain.events(random, 500))).state();
        assertThat(filters.misfit(state)).isNull();
        assertThat(filters.misfit(read(bytes(state)))).isNull();
        assertThat(filters(List.of()).misfit(state)).contains("0 filters (got 5)");
        byte[] future = bytes(state);
        future[0] = 3;
        assertThatThrownBy(() -> read(future)).hasMessageContaining("version 1 to 2 (got 3)");
        for (int n = 0; n < 2_000; n++) {
            byte[] bytes = bytes(state);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            FilterState damaged;
            try {
                damaged = read(bytes);
            } catch (IOException e) {
                continue;
            }
            if (filters.misfit(damaged) == null) {
                filters.apply(damaged, batch(RandomChain.events(random, 20)));
            }
        }
    }

    @Test
    void aRegionMustLieInsideItsInput() {
        assertThatThrownBy(
                        () ->
                                RandomChain.input(
                                        List.of(
                                                new FilterSpec.Downsample(2),
                                                new FilterSpec.Region(0, 0, 6, 1))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("x + width must be at most 5, the size of its input (got 6)");
    }

    private static EventFilters filters(List<FilterSpec> specs) {
        return EventFilters.of(RandomChain.input(specs));
    }

    /** In random batches; between some of them the state goes through its bytes to another instance. */
    private static List<PlainFilters.Event> filter(
            List<FilterSpec> specs, List<PlainFilters.Event> events, SplittableRandom random)
            throws IOException {
        EventFilters filters = filters(specs);
        FilterState state = FilterState.FRESH;
        List<PlainFilters.Event> passed = new ArrayList<>();
        for (int at = 0; at < events.size(); ) {
            int to = Math.min(events.size(), at + random.nextInt(120));
            while (to > at && !fits(events.subList(at, to))) {
                to--;
            }
            Filtered out = filters.apply(state, batch(events.subList(at, to)));
            passed.addAll(events(out.batch()));
            state = out.state();
            if (random.nextInt(4) == 0) {
                state = read(bytes(state));
                filters = filters(specs);
                assertThat(filters.misfit(state)).isNull();
            }
            at = to;
        }
        return passed;
    }

    private static boolean fits(List<PlainFilters.Event> events) {
        LongSummaryStatistics times =
                events.stream().mapToLong(PlainFilters.Event::timeUs).summaryStatistics();
        return times.getMax() - times.getMin() <= PackedEvents.MAX_OFFSET_US;
    }

    private static byte[] bytes(FilterState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FilterStateFormat.write(state, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static FilterState read(byte[] bytes) throws IOException {
        return FilterStateFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    static SensorBatch batch(List<PlainFilters.Event> events) {
        long start = events.stream().mapToLong(PlainFilters.Event::timeUs).min().orElse(0);
        Batch batch = Batch.batch(0).start(start);
        events.forEach(e -> batch.event(e.timeUs(), e.x(), e.y(), e.on()));
        return batch.build();
    }

    static List<PlainFilters.Event> events(SensorBatch batch) {
        PackedEvents packed = (PackedEvents) batch.payload();
        List<PlainFilters.Event> events = new ArrayList<>();
        for (int n = 0; n < packed.count(); n++) {
            long e = packed.get(n);
            events.add(
                    new PlainFilters.Event(
                            batch.startUs() + PackedEvents.offsetUs(e),
                            PackedEvents.x(e),
                            PackedEvents.y(e),
                            PackedEvents.on(e) == 1));
        }
        return events;
    }
}
