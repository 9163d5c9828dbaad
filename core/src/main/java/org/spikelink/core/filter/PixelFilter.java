package org.spikelink.core.filter;

import org.spikelink.core.record.PackedEvents;

/** A filter that remembers something of each pixel. */
abstract sealed class PixelFilter extends TimedFilter permits StampFilter, HotPixelFilter {
    final int width;
    final int size;

    PixelFilter(int width, int height) {
        this.width = width;
        size = Math.multiplyExact(width, height);
    }

    static int pixel(long event, int width) {
        return PackedEvents.y(event) * width + PackedEvents.x(event);
    }

    /** Whether {@link #save} can return this. */
    abstract boolean isWord(int word);

    @Override
    final String misfit(FilterMemory stored) {
        FilterMemory memory = stored.sparse();
        int[] pixels = memory.pixels();
        int[] words = memory.words();
        if (pixels.length > size || words.length != pixels.length) {
            return "must have at most %d pixels and a word for each (got %d and %d)"
                    .formatted(size, pixels.length, words.length);
        }
        if (memory.nowUs() == FilterMemory.NEVER && pixels.length > 0) {
            return "must have no pixels before its first event (got " + pixels.length + ")";
        }
        for (int n = 0; n < pixels.length; n++) {
            if (pixels[n] < 0 || pixels[n] >= size) {
                return "must have pixels 0..%d (got %d)".formatted(size - 1, pixels[n]);
            }
            if (!isWord(words[n])) {
                return "cannot have word 0x%x (pixel %d)".formatted(words[n], pixels[n]);
            }
        }
        return null;
    }
}
