package org.spikelink.core.health;

import java.util.Arrays;

/**
 * Counts the most frequent pixels in bounded memory, as Misra and Gries do, and like Apache DataSketches in a hash table: when it
 * is full, the median of all counts is subtracted from each, and what is not above 0 is forgotten. A count is never too high, and
 * at most {@link #error} too low. What happens depends on the order of pixels alone.
 */
final class PixelCounts {
    /** Slots of the table at most, a power of two. */
    static final int MOST_SLOTS = 256;

    /** Pixels that are counted at once. */
    static final int MOST_USED = 3 * MOST_SLOTS / 4;

    private static final int FEWEST_SLOTS = 16;
    private static final int SMALL = 64;
    private static final int NONE = 0;
    private static final int HASH = 0x9E3779B9;

    private int[] keys; // pixels of the slots, each plus 1
    private int[] counts;
    int used;
    int error;

    PixelCounts() {
        this(new int[FEWEST_SLOTS], new int[FEWEST_SLOTS], 0, 0);
    }

    PixelCounts(int[] keys, int[] counts, int used, int error) {
        this.keys = keys;
        this.counts = counts;
        this.used = used;
        this.error = error;
    }

    PixelCounts copy() {
        return new PixelCounts(keys.clone(), counts.clone(), used, error);
    }

    /** Forgets all pixels. */
    void clear() {
        if (used > 0) {
            Arrays.fill(keys, NONE);
        }
        used = 0;
        error = 0;
    }

    /** How much lower than the truth a count may be; also that of a pixel that is not counted. */
    int error() {
        return error;
    }

    int slots() {
        return keys.length;
    }

    boolean isUsed(int slot) {
        return keys[slot] != NONE;
    }

    int pixel(int slot) {
        return keys[slot] - 1;
    }

    int count(int slot) {
        return counts[slot];
    }

    /** The count of a pixel, 0 if it has none. */
    int countOf(int pixel) {
        int slot = slot(pixel);
        return keys[slot] == NONE ? 0 : counts[slot];
    }

    /** Counts a pixel, 0..2^31-2, once more. */
    void add(int pixel) {
        add(pixel, 1);
    }

    /** Counts it as many times. */
    void add(int pixel, int count) {
        int slot = slot(pixel);
        if (keys[slot] != NONE) {
            int sum = counts[slot] + count;
            counts[slot] = sum < 0 ? Integer.MAX_VALUE : sum;
            return;
        }
        keys[slot] = pixel + 1;
        counts[slot] = count;
        used++;
        if (4 * used > 3 * keys.length) {
            if (keys.length < MOST_SLOTS) {
                rebuild(2 * keys.length, 0);
            } else {
                purge();
            }
        }
    }

    private int slot(int pixel) {
        int mask = keys.length - 1;
        int slot = ((pixel * HASH) >>> 16) & mask;
        while (keys[slot] != NONE && keys[slot] != pixel + 1) { // the table is never full
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void purge() {
        int median = median();
        error += median;
        rebuild(keys.length, median);
    }

    /** Median of all counts, the larger of the two in the middle. Most counts are small: those are not sorted. */
    private int median() {
        int[] ofCount = new int[SMALL];
        for (int slot = 0; slot < keys.length; slot++) {
            if (isUsed(slot)) {
                ofCount[Math.min(counts[slot], SMALL - 1)]++;
            }
        }
        int upTo = 0;
        for (int count = 0; count < SMALL - 1; count++) {
            upTo += ofCount[count];
            if (upTo > used / 2) {
                return count;
            }
        }
        return medianOfSorted();
    }

    private int medianOfSorted() {
        int[] all = new int[used];
        int n = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (isUsed(slot)) {
                all[n++] = counts[slot];
            }
        }
        Arrays.sort(all);
        return all[n / 2];
    }

    private void rebuild(int slots, int less) {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new int[slots];
        counts = new int[slots];
        used = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != NONE && oldCounts[slot] > less) {
                add(oldKeys[slot] - 1, oldCounts[slot] - less);
            }
        }
    }
}
