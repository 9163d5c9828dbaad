package org.spikelink.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many pixels of an image have which colour. Colours have numbers, in the order in which they came. */
final class ColorCounts {
    private static final int FIRST_SLOTS = 4_096; // a power of two
    private static final int SPREAD = 0x9e3779b1; // 2^32 / golden ratio: spreads neighbours

    private int[] slots = new int[FIRST_SLOTS]; // number + 1; 0 is free
    private int[] colors = new int[FIRST_SLOTS / 2];
    private int[] pixels = new int[FIRST_SLOTS / 2];
    private int size;
    private int last = -1;

    /**
     * A colour of an image.
     *
     * @param pixels that have it
     */
    record Counted(int number, int rgb, int pixels) {
        int channel(int shift) {
            return rgb >> shift & 0xff;
        }
    }

    /** Counts a pixel; returns the number of its colour. */
    int add(int rgb) {
        if (last < 0 || colors[last] != rgb) { // most pixels are like their neighbour
            last = number(rgb);
        }
        pixels[last]++;
        return last;
    }

    private int number(int rgb) {
        int slot = slot(rgb);
        if (slots[slot] == 0) {
            if (size == colors.length) {
                grow();
                slot = slot(rgb);
            }
            colors[size] = rgb;
            slots[slot] = ++size;
        }
        return slots[slot] - 1;
    }

    /** Where the colour is, or the free place for it. */
    private int slot(int rgb) {
        int slot = (rgb * SPREAD) >>> Integer.numberOfLeadingZeros(slots.length - 1);
        while (slots[slot] != 0 && colors[slots[slot] - 1] != rgb) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        colors = Arrays.copyOf(colors, 2 * size);
        pixels = Arrays.copyOf(pixels, 2 * size);
        slots = new int[2 * slots.length];
        for (int n = 0; n < size; n++) {
            slots[slot(colors[n])] = n + 1;
        }
    }

    /** How many colours there are. */
    int size() {
        return size;
    }

    /** All colours, by their number. */
    List<Counted> all() {
        List<Counted> all = new ArrayList<>(size);
        for (int n = 0; n < size; n++) {
            all.add(new Counted(n, colors[n], pixels[n]));
        }
        return all;
    }
}
