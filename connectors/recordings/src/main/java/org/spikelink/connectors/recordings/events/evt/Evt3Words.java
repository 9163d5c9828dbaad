package org.spikelink.connectors.recordings.events.evt;

import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * EVT 3.0: words of 16 bits, least significant byte first. Bits 15-12 are the type: 0 y (11 bits); 2 an event at x,
 * polarity in bit 11; 3 base x and polarity; 4 and 5 one event for each bit set in the lower 12 or 8 bits, starting at
 * base x, which then advances by 12 or 8; 6 and 8 the lower and upper 12 bits of time; A trigger; 7, E and F others.
 *
 * <p>The loop is one long method: keeping its state in local variables makes it fast. Where the next branch could not
 * be predicted, it writes an event beyond the last one, which does not count unless the word holds one.
 */
final class Evt3Words implements EvtWords {
    private static final int BYTES = 2;
    private static final int MOST_EVENTS = 12;
    private static final int MAX_X = 2047;

    private final HighClock clock = new HighClock(12, 12);
    private final SkippedWords skipped = new SkippedWords();
    private long highUs;
    private long lowUs;
    private int y;
    private int baseX;
    private boolean baseOn;

    @Override
    public int wordBytes() {
        return BYTES;
    }

    @Override
    public int mostEvents() {
        return MOST_EVENTS;
    }

    @Override
    public int decode(byte[] array, int from, int words, EventChunk chunk) {
        int untimed = clock.isStarted() ? 0 : skipUntimed(array, from, words);
        return untimed + timed(array, from + untimed * BYTES, words - untimed, chunk);
    }

    /** Skips the words before the first upper bits of time. */
    private int skipUntimed(byte[] array, int from, int words) {
        int untimed = 0;
        while (untimed < words && word(array, from + untimed * BYTES) >>> 12 != 0x8) {
            untimed++;
        }
        skipped.untimed += untimed;
        return untimed;
    }

    private int timed(byte[] array, int from, int words, EventChunk chunk) {
        long[] tUs = chunk.tUs();
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        boolean[] ons = chunk.on();
        int n = chunk.count();
        int full = n + chunk.room() - MOST_EVENTS;
        int at = from;
        int end = from + words * BYTES;
        long t = highUs | lowUs;
        int row = y;
        int base = baseX;
        boolean on = baseOn;
        loop:
        for (; at < end && n <= full; at += BYTES) {
            int word = word(array, at);
            if ((word & 0xD000) == 0) { // y or an event, depending on bit 13
                int event = word >>> 13;
                row ^= (row ^ (word & 0x7FF)) & (event - 1);
                tUs[n] = t;
                xs[n] = word & 0x7FF;
                ys[n] = row;
                ons[n] = (word & 0x800) != 0;
                n += event;
                continue;
            }
            switch (word >>> 12) {
                case 0x3 -> {
                    base = word & 0x7FF;
                    on = (word & 0x800) != 0;
                }
                case 0x4, 0x5 -> {
                    int width = 12 - (word >>> 10 & 4);
                    int left = word & (1 << width) - 1;
                    if (base > MAX_X && left != 0) {
                        break loop;
                    }
                    do { // mostly once: none, one or two events
                        tUs[n] = t;
                        xs[n] = base + Integer.numberOfTrailingZeros(left);
                        ys[n] = row;
                        ons[n] = on;
                        n += (left | -left) >>> 31;
                        left &= left - 1;
                        tUs[n] = t;
                        xs[n] = base + Integer.numberOfTrailingZeros(left);
                        ys[n] = row;
                        ons[n] = on;
                        n += (left | -left) >>> 31;
                        left &= left - 1;
                    } while (left != 0);
                    base = Math.min(base + width, MAX_X + 1);
                }
                case 0x6 -> {
                    lowUs = word & 0xFFF;
                    t = highUs | lowUs;
                }
                case 0x8 -> {
                    highUs = clock.at(word & 0xFFF);
                    t = highUs | lowUs;
                }
                case 0xA -> skipped.triggers++;
                case 0x7, 0xE, 0xF -> skipped.others++;
                default -> {
                    break loop;
                }
            }
        }
        y = row;
        baseX = base;
        baseOn = on;
        chunk.grow(n - chunk.count());
        return (at - from) / BYTES;
    }

    private static int word(byte[] array, int at) {
        return (short) WordView.LE16.get(array, at) & 0xFFFF;
    }

    @Override
    public String invalid(byte[] array, int at) {
        int type = word(array, at) >>> 12;
        return type == 0x4 || type == 0x5
                ? "x must be at most 2047 (got %d)".formatted(baseX)
                : "a word of EVT 3.0 must not be of the reserved type %X".formatted(type);
    }

    @Override
    public SkippedWords skipped() {
        return skipped;
    }
}
