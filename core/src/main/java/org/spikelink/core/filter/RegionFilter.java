package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.PackedEvents;

/** See {@link FilterSpec.Region}. */
final class RegionFilter extends EventFilter {
    private final FilterSpec.Region region;

    RegionFilter(FilterSpec.Region region) {
        this.region = region;
    }

    @Override
    int apply(long[] events, int count, long startUs) {
        int passed = 0;
        for (int n = 0; n < count; n++) {
            int x = PackedEvents.x(events[n]) - region.x();
            int y = PackedEvents.y(events[n]) - region.y();
            if (x >= 0 && x < region.width() && y >= 0 && y < region.height()) {
                events[passed++] = moved(events[n], x, y);
            }
        }
        return passed;
    }
}
