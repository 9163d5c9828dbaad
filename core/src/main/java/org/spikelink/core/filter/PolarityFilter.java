package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.PackedEvents;

/** See {@link FilterSpec.Polarity}. */
final class PolarityFilter extends EventFilter {
    private final int keep;

    PolarityFilter(FilterSpec.Polarity spec) {
        keep = spec.keep() == FilterSpec.Polarity.Keep.ON ? 1 : 0;
    }

    @Override
    int apply(long[] events, int count, long startUs) {
        int passed = 0;
        for (int n = 0; n < count; n++) {
            long event = events[n];
            events[passed] = event;
            passed += PackedEvents.on(event) == keep ? 1 : 0;
        }
        return passed;
    }
}
