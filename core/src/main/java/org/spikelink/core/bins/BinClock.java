package org.spikelink.core.bins;

import org.spikelink.core.bins.BinState.Phase;
import org.spikelink.core.model.Slicing;

/**
 * Decides from sensor time alone what must happen before an event can be added to the open bin. Keeps no state of a
 * stream; updates the times of the {@link BinState} passed to it.
 *
 * <p>Silent bins are stepped one by one, however the silence was detected, up to {@code maxGapBins} in a row; then
 * the stream is idle, and its network is reset at the next event. An event older than the open bin is late; one older
 * by more than {@code maxGapBins} bins means that the sensor's clock was set back. With origin zero, bins between 0
 * and the first event count as silence if there are at most {@code maxGapBins} of them; nothing happens before the
 * first event.
 */
final class BinClock {
    /** What comes next. */
    enum Move {
        /** The event falls into the open bin. */
        ADMIT,
        /** The event is late: drop it. */
        LATE,
        /** The open bin is complete: step it, call {@link #closed}, call again. */
        CLOSE,
        /** The silence is too long: reset the network, call again. */
        GAP,
        /** The clock was set back: reset the network, call again. */
        CLOCK_RESET,
        /** Nothing needs to be done. */
        REST
    }

    private final long binUs;
    private final Slicing.Origin origin;
    private final long leadUs;
    private final int maxGapBins;
    private final long maxGapUs;

    /**
     * A clock for bins of length {@code binUs}.
     *
     * @param leadUs how long before the first event the grid starts, with origin first event
     */
    BinClock(long binUs, Slicing.Origin origin, long leadUs, int maxGapBins) {
        this.binUs = binUs;
        this.origin = origin;
        this.leadUs = leadUs;
        this.maxGapBins = maxGapBins;
        this.maxGapUs = maxGapBins * binUs;
    }

    long binUs() {
        return binUs;
    }

    /** The longest time from an event to the end of the silence after it, in which bins close. */
    long longestUs() {
        return maxGapUs + binUs;
    }

    boolean inOpenBin(BinState s, long timeUs) {
        return holds(s.startUs, openUs(s), timeUs);
    }

    /** Length of the open bin, 0 if none is open. */
    long openUs(BinState s) {
        return s.phase == Phase.OPEN ? binUs : 0;
    }

    /** Whether a bin of this length contains a time. Both times may have any origin, even if they overflow. */
    static boolean holds(long fromUs, long lengthUs, long timeUs) {
        return Long.compareUnsigned(timeUs - fromUs, lengthUs) < 0;
    }

    /** What must happen next before an event at {@code timeUs}, above -2^62 and at most 2^62, is counted. */
    Move towards(BinState s, long timeUs) {
        if (s.phase == Phase.FRESH) {
            start(s, timeUs);
        }
        if (timeUs < s.startUs) {
            return backwards(s, timeUs);
        }
        if (s.phase == Phase.IDLE) {
            open(s, gridStart(s, timeUs));
        }
        return timeUs < s.startUs + binUs ? Move.ADMIT : forwards(s);
    }

    /** What must happen next if everything before {@code untilUs} has been sent. */
    Move until(BinState s, long untilUs) {
        return s.phase == Phase.OPEN && untilUs >= s.startUs + binUs ? forwards(s) : Move.REST;
    }

    /** The open bin has been stepped: opens the next one. */
    void closed(BinState s) {
        s.silentBins = s.events > 0 ? 0 : s.silentBins + 1;
        s.events = 0;
        s.startUs += binUs;
    }

    /** Number of bins that close before an event at {@code timeUs} is counted or dropped; moves {@code s} there. */
    int closedTowards(BinState s, long timeUs) {
        int bins = 0;
        for (Move move = towards(s, timeUs);
                move != Move.ADMIT && move != Move.LATE;
                move = towards(s, timeUs)) {
            if (move == Move.CLOSE) {
                closed(s);
                bins++;
            }
        }
        return bins;
    }

    /** Number of bins that close if everything before {@code untilUs} has been sent; moves {@code s} there. */
    int closedUntil(BinState s, long untilUs) {
        int bins = 0;
        while (until(s, untilUs) == Move.CLOSE) {
            closed(s);
            bins++;
        }
        return bins;
    }

    private void start(BinState s, long timeUs) {
        s.originUs = origin == Slicing.Origin.ZERO ? 0 : timeUs - leadUs;
        long first = gridStart(s, timeUs);
        boolean fromZero = origin == Slicing.Origin.ZERO && first >= 0 && first <= maxGapUs;
        open(s, fromZero ? 0 : first);
    }

    /** A state whose open bin, empty, contains a time; with origin first event, it begins there. */
    BinState startAt(long timeUs) {
        BinState s = new BinState();
        s.originUs = origin == Slicing.Origin.ZERO ? 0 : timeUs;
        open(s, gridStart(s, timeUs));
        return s;
    }

    private Move backwards(BinState s, long timeUs) {
        if (s.startUs - maxGapUs <= timeUs) {
            return Move.LATE;
        }
        if (s.phase == Phase.OPEN && s.events > 0) {
            return Move.CLOSE;
        }
        s.originUs = origin == Slicing.Origin.ZERO ? 0 : timeUs - leadUs;
        open(s, gridStart(s, timeUs));
        return Move.CLOCK_RESET;
    }

    private Move forwards(BinState s) {
        if (s.events == 0 && s.silentBins >= maxGapBins) {
            s.phase = Phase.IDLE;
            return Move.GAP;
        }
        return Move.CLOSE;
    }

    private void open(BinState s, long startUs) {
        s.phase = Phase.OPEN;
        s.startUs = startUs;
        s.silentBins = 0;
        s.events = 0;
    }

    private long gridStart(BinState s, long timeUs) {
        // The difference of two times at the ends of their range may overflow a long; that of
        // remainders cannot.
        long phase = Math.floorMod(timeUs, binUs) - Math.floorMod(s.originUs, binUs);
        return timeUs - Math.floorMod(phase, binUs);
    }
}
