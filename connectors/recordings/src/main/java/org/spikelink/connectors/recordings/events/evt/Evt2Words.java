package org.spikelink.connectors.recordings.events.evt;

import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * EVT 2.0: words of 32 bits, least significant byte first. Bits 31-28 are the type: 0 OFF and 1 ON (lower 6 bits of
 * time in 27-22, x in 21-11, y in 10-0), 8 the upper 28 bits of time, A trigger, E and F others.
 */
final class Evt2Words implements EvtWords {
    private static final int BYTES = 4;

    private final HighClock clock = new HighClock(28, 6);
    private final SkippedWords skipped = new SkippedWords();
    private long highUs;

    @Override
    public int wordBytes() {
        return BYTES;
    }

    @Override
    public int mostEvents() {
        return 1;
    }

    @Override
    public int decode(byte[] array, int from, int words, EventChunk chunk) {
        int decoded = 0;
        while (decoded < words && chunk.room() > 0) {
            if (clock.isStarted()) {
                int most = Math.min(words - decoded, chunk.room());
                int events = events(array, from + decoded * BYTES, most, chunk);
                chunk.grow(events);
                decoded += events;
                if (events == most) {
                    continue;
                }
            }
            if (!other(word(array, from + decoded * BYTES))) {
                return decoded;
            }
            decoded++;
        }
        return decoded;
    }

    /** Decodes the events up to the first other word. A counted loop, which the JVM unrolls. */
    private int events(byte[] array, int from, int most, EventChunk chunk) {
        long[] tUs = chunk.tUs();
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        boolean[] ons = chunk.on();
        int first = chunk.count();
        long high = highUs;
        for (int n = 0; n < most; n++) {
            int word = word(array, from + n * BYTES);
            if (word >>> 29 != 0) {
                return n;
            }
            tUs[first + n] = high | (word >>> 22 & 0x3F);
            xs[first + n] = word >>> 11 & 0x7FF;
            ys[first + n] = word & 0x7FF;
            ons[first + n] = word >>> 28 != 0;
        }
        return most;
    }

    private boolean other(int word) {
        switch (word >>> 28) {
            case 0x8 -> highUs = clock.at(word & 0xFFFFFFF);
            case 0x0, 0x1 -> skipped.untimed++;
            case 0xA -> skipped.triggers++;
            case 0xE, 0xF -> skipped.others++;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int word(byte[] array, int at) {
        return (int) WordView.LE32.get(array, at);
    }

    @Override
    public String invalid(byte[] array, int at) {
        return "a word of EVT 2.0 must be of type 0, 1, 8, A, E or F (got %X)"
                .formatted(word(array, at) >>> 28);
    }

    @Override
    public SkippedWords skipped() {
        return skipped;
    }
}
