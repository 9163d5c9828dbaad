package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.PackedEvents;

/** See {@link FilterSpec.Downsample}. */
final class DownsampleFilter extends EventFilter {
    private final int factor;

    DownsampleFilter(FilterSpec.Downsample spec) {
        factor = spec.factor();
    }

    @Override
    int apply(long[] events, int count, long startUs) {
        for (int n = 0; n < count; n++) {
            events[n] =
                    moved(
                            events[n],
                            PackedEvents.x(events[n]) / factor,
                            PackedEvents.y(events[n]) / factor);
        }
        return count;
    }
}
