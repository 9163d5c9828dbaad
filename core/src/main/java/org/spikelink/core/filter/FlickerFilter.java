package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.PackedEvents;

/**
 * See {@link FilterSpec.Flicker}. The word of a pixel has in bits 0-19 the time since its cycle began, µs; in bit 20
 * whether there was an OFF event since; in bits 21-27 its cycles in a row, and in bit 28 whether only an OFF event is
 * known, so that no cycle has begun.
 */
final class FlickerFilter extends StampFilter {
    private static final int AGE = (1 << 20) - 1;
    private static final int OFF_SINCE = 1 << 20;
    private static final int CYCLE = 1 << 21;
    private static final int CYCLES = 127 << 21;
    private static final int ONLY_OFF = 1 << 28;

    private final FilterSpec.Flicker spec;
    private final long shortestUs;
    private final int[] flags; // bits 20-28 of the word

    FlickerFilter(FilterSpec.Flicker spec, int width, int height) {
        super(width, height, 0, spec.longestUs() + 1);
        this.spec = spec;
        shortestUs = spec.shortestUs();
        flags = new int[size];
    }

    @Override
    int pass(long[] events, int from, int to, int first, long zero) {
        int passed = first;
        for (int n = from; n < to; n++) {
            long event = events[n];
            int flag = see(event, (int) (timesUs[n - from] - zero));
            events[passed] = event;
            passed += flag >>> 21 < spec.cycles() || (flag & ONLY_OFF) != 0 ? 1 : 0;
        }
        return passed;
    }

    /** The flags of the event's pixel after it. */
    private int see(long event, int now) {
        int cell = cell(event);
        int flag = flags[cell];
        boolean on = PackedEvents.on(event) == 1;
        boolean begins = true;
        if (ticks[cell] <= now - horizon) {
            flag = on ? 0 : OFF_SINCE | ONLY_OFF;
        } else if (!on) {
            flag |= OFF_SINCE;
            begins = false;
        } else if ((flag & OFF_SINCE) != 0) {
            flag = cycles(flag, now - ticks[cell]) * CYCLE;
        } else {
            begins = false;
        }
        flags[cell] = flag;
        if (begins && ticks[cell] != now) {
            ticks[cell] = now;
            log[logged++] = entry(now, event);
        }
        return flag;
    }

    /** The number of cycles in a row with the one that ends now. */
    private int cycles(int flag, int tookUs) {
        if ((flag & ONLY_OFF) != 0 || tookUs < shortestUs) {
            return 0;
        }
        return Math.min(spec.cycles(), (flag & CYCLES) / CYCLE + 1);
    }

    @Override
    int word(int age, int cell) {
        return flags[cell] | age;
    }

    @Override
    int age(int word) {
        return word & AGE;
    }

    @Override
    void restore(int word, int cell) {
        flags[cell] = word & ~AGE;
    }

    @Override
    boolean isWord(int word) {
        return word >= 0
                && word < ONLY_OFF << 1
                && (word & AGE) < horizon
                && (word & CYCLES) / CYCLE <= spec.cycles();
    }
}
