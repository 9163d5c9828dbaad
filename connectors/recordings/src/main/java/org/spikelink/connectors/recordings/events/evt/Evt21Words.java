package org.spikelink.connectors.recordings.events.evt;

import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * EVT 2.1: words of 64 bits, least significant byte first. Bits 63-60 are the type: 0 OFF and 1 ON (lower 6 bits of
 * time in 59-54, x in 53-43, y in 42-32, one event for each bit set in 31-0 at x + its number), 8 the upper 28 bits of
 * time in 59-32, A trigger, E and F others. Some cameras send the upper half first ({@code legacy}).
 */
final class Evt21Words implements EvtWords {
    private static final int BYTES = 8;
    private static final int MOST_EVENTS = 32;

    private final HighClock clock = new HighClock(28, 6);
    private final SkippedWords skipped = new SkippedWords();
    private final int headAt;
    private final int maskAt;
    private long highUs;

    Evt21Words(boolean upperFirst) {
        this.headAt = upperFirst ? 0 : Integer.BYTES;
        this.maskAt = upperFirst ? Integer.BYTES : 0;
    }

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
        for (int n = 0; n < words; n++) {
            int head = head(array, from + n * BYTES);
            if (head >>> 29 == 0 && clock.isStarted()) {
                if (chunk.room() < MOST_EVENTS) {
                    return n;
                }
                addAll(chunk, head, (int) WordView.LE32.get(array, from + n * BYTES + maskAt));
            } else if (!other(head)) {
                return n;
            }
        }
        return words;
    }

    private int head(byte[] array, int at) {
        return (int) WordView.LE32.get(array, at + headAt);
    }

    private void addAll(EventChunk chunk, int head, int mask) {
        long[] tUs = chunk.tUs();
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        boolean[] ons = chunk.on();
        int n = chunk.count();
        long t = highUs | (head >>> 22 & 0x3F);
        int x = head >>> 11 & 0x7FF;
        int y = head & 0x7FF;
        boolean on = head >>> 28 != 0;
        for (int left = mask; left != 0; left &= left - 1) {
            tUs[n] = t;
            xs[n] = x + Integer.numberOfTrailingZeros(left);
            ys[n] = y;
            ons[n] = on;
            n++;
        }
        chunk.grow(n - chunk.count());
    }

    private boolean other(int head) {
        switch (head >>> 28) {
            case 0x8 -> highUs = clock.at(head & 0xFFFFFFF);
            case 0x0, 0x1 -> skipped.untimed++;
            case 0xA -> skipped.triggers++;
            case 0xE, 0xF -> skipped.others++;
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public String invalid(byte[] array, int at) {
        return "a word of EVT 2.1 must be of type 0, 1, 8, A, E or F (got %X)"
                .formatted(head(array, at) >>> 28);
    }

    @Override
    public SkippedWords skipped() {
        return skipped;
    }
}
