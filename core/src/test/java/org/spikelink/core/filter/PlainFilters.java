package org.spikelink.core.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.FilterSpec;

/** The filters as they are defined, over a whole stream at once: maps that forget nothing, no batches. */
public final class PlainFilters {
    /** An event with its sensor time. */
    public record Event(long timeUs, int x, int y, boolean on) {
        Event at(int newX, int newY) {
            return new Event(timeUs, newX, newY, on);
        }
    }

    private record Pixel(int x, int y) {}

    private static final class Cycle {
        long beganUs;
        boolean began;
        boolean offSince;
        int cycles;
    }

    private PlainFilters() {}

    /** The events that pass all filters. */
    public static List<Event> apply(List<FilterSpec> specs, List<Event> events) {
        List<Event> passed = events;
        for (FilterSpec spec : specs) {
            passed = apply(spec, passed);
        }
        return passed;
    }

    private static List<Event> apply(FilterSpec spec, List<Event> events) {
        List<Event> passed = new ArrayList<>();
        PlainFilter filter = null;
        long nowUs = 0;
        for (Event event : events) {
            if (filter == null || nowUs - event.timeUs > 1_000_000) {
                filter = new PlainFilter(spec);
                nowUs = event.timeUs;
            }
            nowUs = Math.max(nowUs, event.timeUs);
            Event out = filter.next(event, nowUs);
            if (out != null) {
                passed.add(out);
            }
        }
        return passed;
    }

    private static final class PlainFilter {
        private final FilterSpec spec;
        private final Map<Pixel, Long> times = new HashMap<>();
        private final Map<Pixel, Map<Long, Integer>> windows = new HashMap<>();
        private final Map<Pixel, Cycle> cycles = new HashMap<>();
        private final Map<Long, Integer> passed = new HashMap<>();

        PlainFilter(FilterSpec spec) {
            this.spec = spec;
        }

        Event next(Event e, long nowUs) {
            Pixel pixel = new Pixel(e.x, e.y);
            if (spec instanceof FilterSpec.Region r) {
                boolean inside =
                        e.x >= r.x()
                                && e.y >= r.y()
                                && e.x < r.x() + r.width()
                                && e.y < r.y() + r.height();
                return inside ? e.at(e.x - r.x(), e.y - r.y()) : null;
            } else if (spec instanceof FilterSpec.Polarity p) {
                return e.on == (p.keep() == FilterSpec.Polarity.Keep.ON) ? e : null;
            } else if (spec instanceof FilterSpec.Downsample d) {
                return e.at(e.x / d.factor(), e.y / d.factor());
            } else if (spec instanceof FilterSpec.Refractory r) {
                return refractory(r, pixel, nowUs) ? e : null;
            } else if (spec instanceof FilterSpec.BackgroundActivity b) {
                return activity(b, pixel, nowUs) ? e : null;
            } else if (spec instanceof FilterSpec.HotPixel h) {
                return hot(h, pixel, nowUs) ? null : e;
            } else if (spec instanceof FilterSpec.Flicker f) {
                return flickers(f, pixel, e.on, nowUs) ? null : e;
            }
            FilterSpec.RateLimit limit = (FilterSpec.RateLimit) spec;
            long window = Math.floorDiv(nowUs, limit.windowUs());
            long most = Math.max(1, limit.maxHz() * limit.windowUs() / 1_000_000);
            return passed.merge(window, 1, Integer::sum) <= most ? e : null;
        }

        private boolean refractory(FilterSpec.Refractory r, Pixel pixel, long nowUs) {
            if (times.containsKey(pixel) && nowUs - times.get(pixel) < r.periodUs()) {
                return false;
            }
            times.put(pixel, nowUs);
            return true;
        }

        private boolean activity(FilterSpec.BackgroundActivity b, Pixel pixel, long nowUs) {
            times.put(pixel, nowUs);
            int support = 0;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    Long last = times.get(new Pixel(pixel.x + dx, pixel.y + dy));
                    boolean other = dx != 0 || dy != 0;
                    support += other && last != null && nowUs - last <= b.withinUs() ? 1 : 0;
                }
            }
            return support >= b.neighbours();
        }

        private boolean hot(FilterSpec.HotPixel h, Pixel pixel, long nowUs) {
            Map<Long, Integer> counts = windows.computeIfAbsent(pixel, p -> new HashMap<>());
            long window = Math.floorDiv(nowUs, h.windowUs());
            counts.merge(window, 1, Integer::sum);
            for (int n = 1; n <= h.windows(); n++) {
                long events = counts.getOrDefault(window - n, 0);
                if (events * 1_000_000 < h.maxHz() * h.windowUs()) {
                    return false;
                }
            }
            return true;
        }

        private boolean flickers(FilterSpec.Flicker f, Pixel pixel, boolean on, long nowUs) {
            Cycle cycle = cycles.get(pixel);
            if (cycle == null || nowUs - cycle.beganUs > 1_000_000 / f.minHz()) {
                cycle = new Cycle();
                cycle.beganUs = nowUs;
                cycle.began = on;
                cycle.offSince = !on;
                cycles.put(pixel, cycle);
            } else if (!on) {
                cycle.offSince = true;
            } else if (cycle.offSince) {
                boolean counts = cycle.began && (nowUs - cycle.beganUs) * f.maxHz() >= 1_000_000;
                cycle.cycles = counts ? cycle.cycles + 1 : 0;
                cycle.beganUs = nowUs;
                cycle.began = true;
                cycle.offSince = false;
            }
            return cycle.cycles >= f.cycles();
        }
    }
}
