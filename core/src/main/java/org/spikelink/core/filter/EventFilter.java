package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.PackedEvents;

/** One filter of a chain. A stateful one holds the memory of one stream at a time. */
abstract sealed class EventFilter
        permits RegionFilter, PolarityFilter, DownsampleFilter, TimedFilter {

    /** A filter for images of this size. */
    static EventFilter of(FilterSpec spec, int width, int height) {
        if (spec instanceof FilterSpec.Region region) {
            return new RegionFilter(region);
        } else if (spec instanceof FilterSpec.Polarity polarity) {
            return new PolarityFilter(polarity);
        } else if (spec instanceof FilterSpec.Downsample downsample) {
            return new DownsampleFilter(downsample);
        } else if (spec instanceof FilterSpec.Refractory refractory) {
            return new RefractoryFilter(refractory, width, height);
        } else if (spec instanceof FilterSpec.BackgroundActivity activity) {
            return new BackgroundActivityFilter(activity, width, height);
        } else if (spec instanceof FilterSpec.HotPixel hot) {
            return new HotPixelFilter(hot, width, height);
        } else if (spec instanceof FilterSpec.Flicker flicker) {
            return new FlickerFilter(flicker, width, height);
        }
        return new RateLimitFilter((FilterSpec.RateLimit) spec);
    }

    /**
     * Filters events in place and in their order.
     *
     * @param events packed, inside the image; those that pass move to the front
     * @param count of the events
     * @param startUs sensor time from which their times count, µs
     * @return how many pass
     */
    abstract int apply(long[] events, int count, long startUs);

    /** The event with other coordinates. */
    static long moved(long event, int x, int y) {
        return PackedEvents.pack(PackedEvents.offsetUs(event), x, y, PackedEvents.on(event) == 1);
    }
}
