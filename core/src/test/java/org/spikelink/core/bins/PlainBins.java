package org.spikelink.core.bins;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * What {@link Bins} must do with events, written as plainly as can be: one event at a time, every rule asked of every
 * event. Holds one stream.
 */
final class PlainBins {
    private final InputSpec.Events spec;
    private final Slicing slicing;
    private final BinClock clock;
    private final BinState state = new BinState();
    private final SortedMap<Integer, Integer> inputs = new TreeMap<>();
    private final SortedMap<Integer, Long> lastUs = new TreeMap<>();
    private List<String> cuts;

    PlainBins(InputSpec.Events spec, int maxGapBins) {
        this.spec = spec;
        slicing = spec.slicing();
        clock =
                slicing instanceof Slicing.Time time
                        ? new BinClock(time.binUs(), time.origin(), 0, maxGapBins)
                        : null;
    }

    /** See {@link Bins#rejection}. */
    String rejection(SensorBatch batch, int maxBins) {
        List<Long> events = events(batch);
        for (int n = 0; n < events.size(); n++) {
            String reason = reason(events.get(n), batch.startUs());
            if (reason != null) {
                return "event " + n + ": " + reason;
            }
        }
        long bins = binsClosedBy(events, batch, maxBins);
        return bins <= maxBins
                ? null
                : "a batch may close at most " + maxBins + " bins (got " + bins + ")";
    }

    private static List<Long> events(SensorBatch batch) {
        PackedEvents packed = (PackedEvents) batch.payload();
        List<Long> events = new ArrayList<>();
        for (int n = 0; n < packed.count(); n++) {
            events.add(packed.get(n));
        }
        return events;
    }

    private String reason(long event, long startUs) {
        if (event >>> 61 != 0) {
            return "bits 61-63 must be zero (got " + (event >>> 61) + ")";
        }
        if (x(event) >= spec.width()) {
            return "x must be 0.." + (spec.width() - 1) + " (got " + x(event) + ")";
        }
        if (y(event) >= spec.height()) {
            return "y must be 0.." + (spec.height() - 1) + " (got " + y(event) + ")";
        }
        long timeUs = startUs + offsetUs(event);
        return timeUs > 1L << 62 ? "its time must be at most 2^62 us (got " + timeUs + ")" : null;
    }

    private long binsClosedBy(List<Long> events, SensorBatch batch, int maxBins) {
        if (slicing instanceof Slicing.Count count) {
            return ((long) state.events + events.size()) / count.events();
        }
        if (clock == null) {
            return 1;
        }
        BinState trial = state.copy();
        long bins = 0;
        for (int n = 0; n < events.size() && bins <= maxBins; n++) {
            long timeUs = batch.startUs() + offsetUs(events.get(n));
            bins += clock.closedTowards(trial, timeUs);
            trial.events += isOpenAt(trial, timeUs) ? 1 : 0;
        }
        return bins + clock.closedUntil(trial, batch.untilUs());
    }

    private boolean isOpenAt(BinState s, long timeUs) {
        return s.phase == BinState.Phase.OPEN
                && timeUs >= s.startUs
                && timeUs < s.startUs + clock.binUs();
    }

    /** What becomes of a batch that was not rejected, in words. */
    List<String> cut(SensorBatch batch) {
        cuts = new ArrayList<>();
        if (clock != null) {
            cutByTime(batch);
        } else if (slicing instanceof Slicing.Count count) {
            cutByCount(batch, count.events());
        } else {
            long spanUs = 1;
            for (long event : events(batch)) {
                count(event, 0);
                spanUs = Math.max(spanUs, offsetUs(event) + 1);
            }
            bin(batch.startUs(), Math.max(spanUs, batch.spanUs()));
        }
        return cuts;
    }

    private void cutByTime(SensorBatch batch) {
        int late = 0;
        for (long event : events(batch)) {
            long timeUs = batch.startUs() + offsetUs(event);
            BinClock.Move move = clock.towards(state, timeUs);
            while (move != BinClock.Move.ADMIT && move != BinClock.Move.LATE) {
                follow(move);
                move = clock.towards(state, timeUs);
            }
            if (move == BinClock.Move.LATE) {
                late++;
            } else {
                count(event, timeUs);
                state.events++;
            }
        }
        BinClock.Move move = clock.until(state, batch.untilUs());
        while (move != BinClock.Move.REST) {
            follow(move);
            move = clock.until(state, batch.untilUs());
        }
        cuts.add(late + " late");
    }

    private void follow(BinClock.Move move) {
        if (move == BinClock.Move.CLOSE) {
            bin(state.startUs, clock.binUs());
            clock.closed(state);
        } else {
            cuts.add(move.toString());
            lastUs.clear();
        }
    }

    private void cutByCount(SensorBatch batch, int size) {
        for (long event : events(batch)) {
            long timeUs = batch.startUs() + offsetUs(event);
            state.startUs = state.events == 0 ? timeUs : state.startUs;
            state.events++;
            count(event, timeUs);
            if (state.events == size) {
                bin(state.startUs, Math.max(0, timeUs - state.startUs) + 1);
                state.events = 0;
            }
        }
        cuts.add("0 late");
    }

    private void count(long event, long timeUs) {
        int on = spec.polarities() == 2 ? (int) (event >>> 60) & 1 : 0;
        int row = on * spec.rows() + y(event) / spec.downsample();
        boolean off = (event >>> 60 & 1) == 0;
        int by = spec.value() == InputSpec.Value.SIGNED && off ? -1 : 1;
        int input = row * spec.columns() + x(event) / spec.downsample();
        inputs.merge(input, by, Integer::sum);
        lastUs.merge(input, timeUs, Long::max);
    }

    private void bin(long startUs, long binUs) {
        if (spec.value() == InputSpec.Value.BINARY) {
            inputs.replaceAll((index, count) -> 1);
        }
        inputs.values().removeIf(count -> count == 0);
        boolean surface = spec.value() == InputSpec.Value.TIME_SURFACE;
        cuts.add(
                "bin "
                        + startUs
                        + "+"
                        + binUs
                        + " "
                        + (surface ? surface(startUs + binUs) : inputs));
        inputs.clear();
    }

    /** The value of each input by its definition; how often a surface is read changes nothing. */
    private SortedMap<Integer, Float> surface(long endUs) {
        SortedMap<Integer, Float> values = new TreeMap<>();
        lastUs.forEach(
                (input, last) -> {
                    long ageUs = endUs - last;
                    if (ageUs < 5 * spec.tauUs()) {
                        values.put(input, (float) StrictMath.exp(-(double) ageUs / spec.tauUs()));
                    }
                });
        return values;
    }

    private static long offsetUs(long event) {
        return event & 0xFFFFFFFFL;
    }

    private static int x(long event) {
        return (int) (event >>> 32 & 0x3FFF);
    }

    private static int y(long event) {
        return (int) (event >>> 46 & 0x3FFF);
    }
}
