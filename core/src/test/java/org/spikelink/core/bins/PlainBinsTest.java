package org.spikelink.core.bins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** The one scan and the one pass that fills frames do what {@link PlainBins} does event by event. */
final class PlainBinsTest {
    private static final int MAX_BINS = 60;
    private static final int MAX_GAP_BINS = 7;
    private static final int BATCHES = 40;

    private final Map<String, Integer> seen = new TreeMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cutsAndErrorsAreThoseOfThePlainRules(long seed) {
        compare(seed);
    }

    @Test
    void theBatchesOfThisTestMeetEveryRule() {
        seeds().forEach(this::compare);
        assertThat(seen.keySet())
                .contains("bits", "x must", "y must", "its time", "a batch", "bin", "GAP")
                .contains("CLOCK_RESET", "late", "surface");
    }

    private void compare(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        InputSpec.Events spec = spec(random);
        PlainBins plain = new PlainBins(spec, MAX_GAP_BINS);
        Bins bins = Bins.of(spec, MAX_GAP_BINS);
        BinState state = new BinState();
        long now = start(random);
        for (int n = 0; n < BATCHES; n++) {
            SensorBatch batch = batch(spec, now, random).build();
            String rejection = bins.rejection(state, batch, MAX_BINS);
            assertThat(rejection).as("seed %d", seed).isEqualTo(plain.rejection(batch, MAX_BINS));
            if (rejection == null) {
                List<String> cuts = cut(spec, bins, state, batch);
                assertThat(cuts).as("seed %d", seed).isEqualTo(plain.cut(batch));
                if (spec.value() == InputSpec.Value.TIME_SURFACE) {
                    note("surface");
                }
                cuts.forEach(cut -> note(cut.replaceFirst("^[1-9].* ", "").split(" ", 2)[0]));
            } else {
                String reason = rejection.replaceFirst("^event \\d+: ", "");
                note(
                        reason.startsWith("bits")
                                ? "bits"
                                : reason.replaceFirst("^(\\w+ \\w+).*", "$1"));
            }
            now += random.nextInt(4) == 0 ? random.nextInt(40_000) - 15_000 : random.nextInt(2_000);
            now = Math.min(now, SensorBatch.MAX_TIME_US);
        }
    }

    private void note(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    private static InputSpec.Events spec(SplittableRandom random) {
        Slicing slicing =
                switch (random.nextInt(6)) {
                    case 0 -> new Slicing.Count(1 + random.nextInt(30));
                    case 1 -> new Slicing.Batch();
                    case 2 -> new Slicing.Time(1_000, Slicing.Origin.ZERO);
                    default ->
                            new Slicing.Time(1 + random.nextInt(2_000), Slicing.Origin.FIRST_EVENT);
                };
        boolean wide = random.nextBoolean();
        int side = longSide(random);
        int other = 1 + random.nextInt(50);
        InputSpec.Value value =
                switch (random.nextInt(slicing instanceof Slicing.Time ? 4 : 3)) {
                    case 0 -> InputSpec.Value.COUNT;
                    case 1 -> InputSpec.Value.BINARY;
                    case 2 -> InputSpec.Value.SIGNED;
                    default -> InputSpec.Value.TIME_SURFACE;
                };
        long tauUs = value == InputSpec.Value.TIME_SURFACE ? 1 + random.nextInt(4_000) : 0;
        return new InputSpec.Events(
                wide ? side : other,
                wide ? other : side,
                value == InputSpec.Value.SIGNED ? 1 : 1 + random.nextInt(2),
                1 + random.nextInt(9),
                value,
                slicing,
                List.of(),
                tauUs);
    }

    private static int longSide(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> 1;
            case 1 -> PackedEvents.MAX_COORDINATE;
            case 2 -> PackedEvents.MAX_COORDINATE + 1;
            default -> 1 + random.nextInt(50);
        };
    }

    /** Anywhere, and near the ends of the times that are allowed. */
    private static long start(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> SensorBatch.MAX_TIME_US - random.nextInt(60_000);
            case 1 -> -SensorBatch.MAX_TIME_US + 1 + random.nextInt(10);
            case 2 -> -random.nextInt(20_000);
            default -> random.nextInt(1_000_000);
        };
    }

    private static Batch batch(InputSpec.Events spec, long startUs, SplittableRandom random) {
        int count = random.nextInt(40);
        int spanUs = 1 + random.nextInt(random.nextInt(10) == 0 ? 200_000 : 5_000);
        boolean sorted = random.nextInt(3) > 0;
        long[] events =
                IntStream.range(0, count).mapToLong(n -> event(spec, spanUs, random)).toArray();
        if (sorted) {
            events = byTime(events);
        }
        if (count > 0 && random.nextInt(6) == 0) {
            events[random.nextInt(count)] = random.nextLong() >>> random.nextInt(12);
        }
        Batch batch = Batch.batch(0).start(startUs).packed(events);
        long untilUs = startUs + random.nextInt(12_000) - 2_000;
        return random.nextBoolean() ? batch : batch.until(untilUs);
    }

    private static long event(InputSpec.Events spec, int spanUs, SplittableRandom random) {
        return PackedEvents.pack(
                random.nextInt(spanUs),
                random.nextInt(spec.width()),
                random.nextInt(spec.height()),
                random.nextBoolean());
    }

    private static long[] byTime(long[] events) {
        return LongStream.of(events)
                .boxed()
                .sorted((a, b) -> Long.compare(PackedEvents.offsetUs(a), PackedEvents.offsetUs(b)))
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static List<String> cut(
            InputSpec.Events spec, Bins bins, BinState state, SensorBatch batch) {
        List<String> cuts = new ArrayList<>();
        BinCursor cursor = new BinCursor();
        cursor.begin(state, batch);
        FrameGroup frame = new FrameGroup();
        Bins.Cut cut = bins.next(cursor, frame);
        while (cut != Bins.Cut.DONE) {
            cuts.add(cut == Bins.Cut.BIN ? bin(spec, cursor, frame) : cut.toString());
            frame.clear();
            cut = bins.next(cursor, frame);
        }
        if (!(bins instanceof BatchBins)) {
            cuts.add(cursor.late() + " late");
        }
        return cuts;
    }

    private static String bin(InputSpec.Events spec, BinCursor cursor, FrameGroup frame) {
        boolean surface = spec.value() == InputSpec.Value.TIME_SURFACE;
        frame.endStream(0);
        Map<Integer, Number> inputs = new TreeMap<>();
        for (int n = 0; n < frame.end(0); n++) {
            float value = frame.values()[n];
            inputs.put(frame.indices()[n], surface ? (Number) value : (Number) (int) value);
            assertThat(n == 0 || frame.indices()[n - 1] < frame.indices()[n]).isTrue();
        }
        return "bin " + cursor.binStartUs() + "+" + cursor.binUs() + " " + inputs;
    }
}
