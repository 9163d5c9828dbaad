package org.spikelink.tests.benchmarks.ingest;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** An EVT 3.0 stream of 1280x720 pixels: rows of vectors and single events, 2.6 bytes an event, its clock never stops. */
final class RepeatedEvt3 extends InputStream {
    private static final int PERIOD_BYTES = 1 << 24; // its clock wraps with it
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    private final byte[] header =
            "% evt 3.0\n% geometry 1280x720\n% end\n".getBytes(StandardCharsets.US_ASCII);
    private final byte[] words;
    private final long events;
    private final int repeats;
    private long at;
    private final long size;

    /** A stream of {@code repeats} periods. */
    RepeatedEvt3(int repeats) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(PERIOD_BYTES);
        SplittableRandom random = new SplittableRandom(3);
        long count = 0;
        for (int us = 0; us < 1 << 24; us += 16) { // 2^24 µs: one turn of the clock
            if ((us & 0xFFF) == 0) {
                put(out, 0x8000 | us >> 12);
            }
            put(out, 0x6000 | us & 0xFFF);
            put(out, random.nextInt(HEIGHT));
            put(out, 0x2000 | random.nextInt(2) << 11 | random.nextInt(WIDTH));
            count++;
            if (random.nextInt(2) == 0) {
                put(out, 0x3000 | random.nextInt(2) << 11 | random.nextInt(WIDTH - 12));
                int vector = random.nextInt(1, 1 << 12);
                put(out, 0x4000 | vector);
                count += Integer.bitCount(vector);
            }
        }
        this.words = out.toByteArray();
        this.events = count * repeats;
        this.repeats = repeats;
        this.size = header.length + (long) words.length * repeats;
    }

    private static void put(ByteArrayOutputStream out, int word) {
        out.write(word);
        out.write(word >> 8);
    }

    /** Events of the whole stream. */
    long events() {
        return events;
    }

    /** Bytes of the whole stream. */
    long bytes() {
        return size;
    }

    /** Starts at its beginning again. */
    void rewind() {
        at = 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) {
        if (at >= size) {
            return -1;
        }
        byte[] source = at < header.length ? header : words;
        int position = at < header.length ? (int) at : (int) ((at - header.length) % words.length);
        int copied = Math.min(count, source.length - position);
        System.arraycopy(source, position, target, from, copied);
        at += copied;
        return copied;
    }

    int repeats() {
        return repeats;
    }
}
