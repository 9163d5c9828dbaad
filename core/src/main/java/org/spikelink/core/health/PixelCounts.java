package org.spikelink.core.health;

import java.util.Arrays;

/**
 * Counts the most frequent pixels in bounded memory, as Misra and Gries do: when there are too many, the median of all counts is
 * subtracted from each, and what is not above 0 is forgotten. A count is never too high, and at most {@link #error} too low. What
 * happens depends on the order of pixels alone.
 */
final class PixelCounts {
    /** Pixels that are counted at once. */
    static final int MOST_USED = 192;

    private static final int FEWEST = 12;

    /** Slots of the hash table for each pixel that can be counted, at least: most searches end at their first slot. */
    private static final int SLOTS_PER_PIXEL = 2;

    private static final int SMALL = 64;
    private static final int HASH = 0x9E3779B9;

    private int[] pixels;
    private int[] counts;
    private byte[] slots; // of a hash table: the number of a pixel, plus 1; 0 for none
    int used;
    int error;

    PixelCounts() {
        this(new int[FEWEST], new int[FEWEST], slotsFor(FEWEST), 0, 0);
    }

    private PixelCounts(int[] pixels, int[] counts, byte[] slots, int used, int error) {
        this.pixels = pixels;
        this.counts = counts;
        this.slots = slots;
        this.used = used;
        this.error = error;
    }

    private static byte[] slotsFor(int pixels) {
        return new byte[Integer.highestOneBit(SLOTS_PER_PIXEL * pixels - 1) << 1];
    }

    PixelCounts copy() {
        return new PixelCounts(pixels.clone(), counts.clone(), slots.clone(), used, error);
    }

    /** Forgets all pixels. */
    void clear() {
        if (used > 0) {
            Arrays.fill(slots, (byte) 0);
        }
        used = 0;
        error = 0;
    }

    /** How much lower than the truth a count may be; also that of a pixel that is not counted. */
    int error() {
        return error;
    }

    /** Pixel {@code n} of those that are counted, from 0. */
    int pixel(int n) {
        return pixels[n];
    }

    /** The count of pixel {@code n}. */
    int count(int n) {
        return counts[n];
    }

    /** The count of a pixel, 0 if it has none. */
    int countOf(int pixel) {
        int number = slots[slot(pixel)] & 0xFF;
        return number == 0 ? 0 : counts[number - 1];
    }

    /** Counts a pixel, 0..2^31-2, once more. */
    void add(int pixel) {
        add(pixel, 1);
    }

    /** Counts it as many times. */
    void add(int pixel, int count) {
        int slot = slot(pixel);
        int number = slots[slot] & 0xFF;
        if (number > 0) {
            int sum = counts[number - 1] + count;
            counts[number - 1] = sum < 0 ? Integer.MAX_VALUE : sum;
            return;
        }
        if (used == pixels.length && used <= MOST_USED) {
            grow();
            slot = slot(pixel);
        }
        pixels[used] = pixel;
        counts[used] = count;
        used++;
        slots[slot] = (byte) used;
        if (used > MOST_USED) {
            purge();
        }
    }

    private int slot(int pixel) {
        int mask = slots.length - 1;
        int slot = ((pixel * HASH) >>> 16) & mask;
        while (slots[slot] != 0 && pixels[(slots[slot] & 0xFF) - 1] != pixel) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int length = Math.min(2 * pixels.length, MOST_USED + 1);
        pixels = Arrays.copyOf(pixels, length);
        counts = Arrays.copyOf(counts, length);
        slots = slotsFor(length);
        findSlots();
    }

    private void purge() {
        int median = median();
        error += median;
        int kept = 0;
        for (int n = 0; n < used; n++) {
            if (counts[n] > median) {
                pixels[kept] = pixels[n];
                counts[kept] = counts[n] - median;
                kept++;
            }
        }
        used = kept;
        Arrays.fill(slots, (byte) 0);
        findSlots();
    }

    private void findSlots() {
        for (int n = 0; n < used; n++) {
            slots[slot(pixels[n])] = (byte) (n + 1);
        }
    }

    /** Median of all counts, the larger of the two in the middle. Most counts are small: those are not sorted. */
    private int median() {
        int[] ofCount = new int[SMALL];
        for (int n = 0; n < used; n++) {
            ofCount[Math.min(counts[n], SMALL - 1)]++;
        }
        int upTo = 0;
        for (int count = 0; count < SMALL - 1; count++) {
            upTo += ofCount[count];
            if (upTo > used / 2) {
                return count;
            }
        }
        int[] all = Arrays.copyOf(counts, used);
        Arrays.sort(all);
        return all[used / 2];
    }
}
