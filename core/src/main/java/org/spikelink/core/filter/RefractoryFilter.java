package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;

/** See {@link FilterSpec.Refractory}. The word of a pixel is the time since its last event that passed, µs. */
final class RefractoryFilter extends StampFilter {
    RefractoryFilter(FilterSpec.Refractory spec, int width, int height) {
        super(width, height, 0, spec.periodUs());
    }

    @Override
    int pass(long[] events, int from, int to, int first, long zero) {
        int passed = first;
        int entries = logged;
        for (int n = from; n < to; n++) {
            long event = events[n];
            int now = (int) (timesUs[n - from] - zero);
            int cell = cell(event);
            int last = ticks[cell];
            int passes = last <= now - horizon ? 1 : 0;
            ticks[cell] = passes == 1 ? now : last;
            log[entries] = entry(now, event);
            entries += passes;
            events[passed] = event;
            passed += passes;
        }
        logged = entries;
        return passed;
    }

    @Override
    boolean isWord(int word) {
        return word >= 0 && word < horizon;
    }
}
