package org.spikelink.core.filter;

import java.util.Arrays;
import org.spikelink.core.model.FilterSpec;

/**
 * See {@link FilterSpec.HotPixel}. The word of a pixel has in bits 0-23 its events in the current window, in bits 24-30
 * its hot windows in a row.
 */
final class HotPixelFilter extends PixelFilter {
    private static final int MAX_EVENTS = (1 << 24) - 1;

    private final FilterSpec.HotPixel spec;
    private final int[] words; // of each pixel
    private final int[] list; // the pixels whose word is not 0; pass() writes one past the last
    private int used;

    HotPixelFilter(FilterSpec.HotPixel spec, int width, int height) {
        super(width, height);
        this.spec = spec;
        words = new int[size];
        list = new int[size + 1];
    }

    @Override
    void advance(long timeUs) {
        if (nowUs == FilterMemory.NEVER) {
            return;
        }
        long windows =
                Math.floorDiv(timeUs, spec.windowUs()) - Math.floorDiv(nowUs, spec.windowUs());
        if (windows == 1) {
            endWindow();
        } else if (windows > 1) { // with a silent one
            clear();
        }
    }

    @Override
    long endUs() {
        return (Math.floorDiv(nowUs, spec.windowUs()) + 1) * spec.windowUs();
    }

    private void endWindow() {
        int kept = 0;
        for (int n = 0; n < used; n++) {
            int pixel = list[n];
            int word = words[pixel];
            int hot = Math.min(spec.windows(), (word >>> 24) + 1);
            int next = (word & MAX_EVENTS) < spec.events() ? 0 : hot << 24;
            words[pixel] = next;
            list[kept] = pixel;
            kept += next == 0 ? 0 : 1;
        }
        used = kept;
    }

    @Override
    int pass(long[] events, int from, int to, int first) {
        int hot = spec.windows();
        int most = spec.events(); // more are not counted: they change nothing
        int passed = first;
        int entries = used;
        for (int n = from; n < to; n++) {
            long event = events[n];
            int pixel = pixel(event, width);
            int word = words[pixel];
            list[entries] = pixel;
            entries += word == 0 ? 1 : 0;
            words[pixel] = word + ((word & MAX_EVENTS) < most ? 1 : 0);
            events[passed] = event;
            passed += word >>> 24 < hot ? 1 : 0;
        }
        used = entries;
        return passed;
    }

    @Override
    void clear() {
        if (used > size / 16) {
            Arrays.fill(words, 0);
        } else {
            for (int n = 0; n < used; n++) {
                words[list[n]] = 0;
            }
        }
        used = 0;
        nowUs = FilterMemory.NEVER;
    }

    @Override
    void load(FilterMemory stored) {
        nowUs = stored.nowUs();
        if (stored.isDense()) {
            System.arraycopy(stored.words(), 0, words, 0, size);
            for (int pixel = 0; pixel < size; pixel++) {
                list[used] = pixel;
                used += words[pixel] == 0 ? 0 : 1;
            }
            return;
        }
        for (int n = 0; n < stored.pixels().length; n++) {
            int pixel = stored.pixels()[n];
            list[used] = pixel;
            used += words[pixel] == 0 ? 1 : 0;
            words[pixel] = stored.words()[n];
        }
    }

    @Override
    FilterMemory save() {
        if (used >= size / FilterMemory.DENSE) {
            return FilterMemory.dense(nowUs, used, words.clone());
        }
        int[] known = new int[used];
        for (int n = 0; n < used; n++) {
            known[n] = words[list[n]];
        }
        return new FilterMemory(nowUs, Arrays.copyOf(list, used), known);
    }

    @Override
    boolean isWord(int word) {
        return word > 0 && word >>> 24 <= spec.windows();
    }
}
