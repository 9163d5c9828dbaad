package org.spikelink.core.filter;

import java.util.Arrays;

/**
 * What one filter remembers of one stream: a word of 4 bytes for each pixel that can still matter, whose meaning is the
 * filter's. Immutable; the arrays are shared and never written.
 *
 * @param nowUs the filter's clock, sensor time in µs; {@link #NEVER} before its first event
 * @param count of the pixels
 * @param pixels y * width + x, each once, in any order; null if the memory is dense
 * @param words one per pixel of {@code pixels}; if the memory is dense, one per pixel of the image, 0 for none
 */
record FilterMemory(long nowUs, int count, int[] pixels, int[] words) {
    static final long NEVER = Long.MIN_VALUE;
    static final FilterMemory NOTHING = new FilterMemory(NEVER, new int[0], new int[0]);

    /** If one pixel in this number is known, a dense memory takes at most 16 bytes for each, and less time to copy. */
    static final int DENSE = 4;

    FilterMemory(long nowUs, int[] pixels, int[] words) {
        this(nowUs, pixels.length, pixels, words);
    }

    /** A memory of {@code count} words that are not 0. */
    static FilterMemory dense(long nowUs, int count, int[] words) {
        return new FilterMemory(nowUs, count, null, words);
    }

    boolean isDense() {
        return pixels == null;
    }

    /** The same memory with a list of pixels. */
    FilterMemory sparse() {
        if (!isDense()) {
            return this;
        }
        int[] list = new int[count + 1];
        int[] known = new int[count + 1];
        int at = 0;
        for (int pixel = 0; pixel < words.length; pixel++) {
            list[at] = pixel;
            known[at] = words[pixel];
            at += words[pixel] == 0 ? 0 : 1;
        }
        return new FilterMemory(nowUs, Arrays.copyOf(list, at), Arrays.copyOf(known, at));
    }
}
