package org.spikelink.core.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorHealth.HotPixel;

/**
 * Finds pixels that send events while those around them do not. The image is divided into at most {@value #MOST_CELLS} square
 * cells. An event of the pixel that also sent the cell's event before is a repeat: where something moves, pixels of a cell take
 * turns and there are few; a hot pixel in a quiet cell sends little else. Repeats are counted in bounded memory.
 *
 * <p>A pixel is hot if its repeats reach a rate, and {@value #TIMES_AROUND} times the median of the eight pixels around it.
 */
final class HotPixels {
    static final int MOST_CELLS = 1024;

    private static final int PIXEL_BITS = 14;

    /** The number of the last pixel there can be. */
    static final int MOST_PIXEL = (1 << (2 * PIXEL_BITS)) - 1;

    private static final int LEAST_SHIFT = 3;
    private static final int BLOCK = 1_024;
    private static final int AROUND = 8;
    private static final int TIMES_AROUND = 4;
    private static final int LEAST_REPEATS = 10;
    private static final double US_PER_S = 1e6;

    private static final Comparator<HotPixel> WORST_FIRST =
            Comparator.comparingInt(HotPixel::events)
                    .reversed()
                    .thenComparingInt(HotPixel::y)
                    .thenComparingInt(HotPixel::x);

    private final int shift;
    private final int columns;
    private final int cells;
    private final int inCell;
    private final int rate;
    private final int[] around = new int[AROUND];
    private final int[] repeated = new int[BLOCK];

    /**
     * For sensors of this size, pixels.
     *
     * @param rate repeats per second from which a pixel is hot
     */
    HotPixels(int width, int height, int rate) {
        int bits = LEAST_SHIFT;
        while (cells(width, bits) * cells(height, bits) > MOST_CELLS) {
            bits++;
        }
        shift = bits;
        inCell = (1 << bits) - 1;
        columns = cells(width, bits);
        cells = columns * cells(height, bits);
        this.rate = rate;
    }

    private static int cells(int side, int bits) {
        return (side + (1 << bits) - 1) >> bits;
    }

    /** Number of cells. */
    int cells() {
        return cells;
    }

    /** Takes up an event. */
    void add(HealthState s, int x, int y) {
        int cell = (y >> shift) * columns + (x >> shift);
        char pixel = (char) ((((y & inCell) << shift) | (x & inCell)) + 1);
        if (s.lastOfCell[cell] == pixel) {
            s.repeats.add((y << PIXEL_BITS) | x);
        }
        s.lastOfCell[cell] = pixel;
    }

    /** Takes up events from {@code from} to the one before {@code to}. */
    void add(HealthState s, PackedEvents events, int from, int to) {
        for (int begin = from; begin < to; begin += BLOCK) {
            int repeats = findRepeats(s.lastOfCell, events, begin, Math.min(to, begin + BLOCK));
            for (int n = 0; n < repeats; n++) {
                s.repeats.add(repeated[n]);
            }
        }
    }

    /** Collects what is to be counted: a call from the loop would spill its registers. */
    private int findRepeats(char[] lastOfCell, PackedEvents events, int from, int to) {
        int[] found = repeated;
        int cellBits = shift;
        int mask = inCell;
        int perRow = columns;
        int repeats = 0;
        for (int n = from; n < to; n++) {
            long event = events.get(n);
            int x = PackedEvents.x(event);
            int y = PackedEvents.y(event);
            int cell = (y >> cellBits) * perRow + (x >> cellBits);
            char pixel = (char) ((((y & mask) << cellBits) | (x & mask)) + 1);
            if (lastOfCell[cell] == pixel) {
                found[repeats++] = (y << PIXEL_BITS) | x;
            } else {
                lastOfCell[cell] = pixel;
            }
        }
        return repeats;
    }

    /** The hot pixels among those counted in {@code lengthUs}, the worst first. */
    List<HotPixel> find(PixelCounts repeats, long lengthUs) {
        List<HotPixel> hot = new ArrayList<>();
        for (int n = 0; n < repeats.used; n++) {
            if (isHot(repeats, n, lengthUs)) {
                int pixel = repeats.pixel(n);
                hot.add(
                        new HotPixel(
                                pixel & ((1 << PIXEL_BITS) - 1),
                                pixel >> PIXEL_BITS,
                                repeats.count(n)));
            }
        }
        hot.sort(WORST_FIRST);
        return hot;
    }

    private boolean isHot(PixelCounts repeats, int n, long lengthUs) {
        int count = repeats.count(n);
        return count >= LEAST_REPEATS
                && count * US_PER_S >= (double) rate * lengthUs
                && count >= TIMES_AROUND * (long) (median(repeats, n) + repeats.error());
    }

    /** Median of the counts of the eight pixels around one, the larger of the two in the middle. */
    private int median(PixelCounts repeats, int counted) {
        int pixel = repeats.pixel(counted);
        int n = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                if (dx != 0 || dy != 0) {
                    around[n++] = countOf(repeats, pixel, dx, dy);
                }
            }
        }
        Arrays.sort(around);
        return around[AROUND / 2];
    }

    private static int countOf(PixelCounts repeats, int pixel, int dx, int dy) {
        int x = (pixel & ((1 << PIXEL_BITS) - 1)) + dx;
        int y = (pixel >> PIXEL_BITS) + dy;
        boolean isInside = x >= 0 && y >= 0 && x < 1 << PIXEL_BITS && y < 1 << PIXEL_BITS;
        return isInside ? repeats.countOf((y << PIXEL_BITS) | x) : 0;
    }
}
