package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * A filter of events. Filters run one after the other, each on what the one before it passes. The clock of a filter is
 * the latest time of its events: an event earlier than that counts as at that time. A step back of more than {@link
 * #CLOCK_SET_BACK_US} means that the sensor's clock was set back: the filter starts again.
 */
public sealed interface FilterSpec {
    /** A step back in time by more than this restarts a filter, µs. */
    long CLOCK_SET_BACK_US = 1_000_000;

    /** Longest time that a filter looks back, µs. */
    long MAX_US = 1L << 30;

    /** The name in the model document. */
    String kind();

    /** Width of the image that it passes on, of one of {@code width} pixels. */
    default int width(int width) {
        return width;
    }

    /** Height of the image that it passes on, of one of {@code height} pixels. */
    default int height(int height) {
        return height;
    }

    /** Whether what it does with an event depends on earlier ones. */
    default boolean stateful() {
        return true;
    }

    /**
     * Passes the events of a rectangle, whose top left pixel becomes (0, 0).
     *
     * @param x left column, from 0
     * @param y top row, from 0
     * @param width at least 1
     * @param height at least 1
     */
    record Region(int x, int y, int width, int height) implements FilterSpec {
        public Region {
            require(
                    x >= 0 && y >= 0 && width >= 1 && height >= 1,
                    "input.filters: a region must have x, y >= 0 and width, height >= 1 (got %d, %d, %d, %d)",
                    x,
                    y,
                    width,
                    height);
        }

        @Override
        public String kind() {
            return "region";
        }

        @Override
        public int width(int of) {
            requireInside("x + width", (long) x + width, of);
            return width;
        }

        @Override
        public int height(int of) {
            requireInside("y + height", (long) y + height, of);
            return height;
        }

        private static void requireInside(String what, long end, int of) {
            require(
                    end <= of,
                    "input.filters: a region's %s must be at most %d, the size of its input (got %d)",
                    what,
                    of,
                    end);
        }

        @Override
        public boolean stateful() {
            return false;
        }
    }

    /** Passes the events of one polarity. */
    record Polarity(Keep keep) implements FilterSpec {
        /** The polarity to pass. */
        public enum Keep {
            ON,
            OFF
        }

        @Override
        public String kind() {
            return "polarity";
        }

        @Override
        public boolean stateful() {
            return false;
        }
    }

    /**
     * Divides x and y, rounded down.
     *
     * @param factor at least 1
     */
    record Downsample(int factor) implements FilterSpec {
        public Downsample {
            checkRange("factor", factor, 1 << 14);
        }

        @Override
        public String kind() {
            return "downsample";
        }

        @Override
        public int width(int of) {
            return (of + factor - 1) / factor;
        }

        @Override
        public int height(int of) {
            return (of + factor - 1) / factor;
        }

        @Override
        public boolean stateful() {
            return false;
        }
    }

    /**
     * Drops an event less than {@code periodUs} after the last one of its pixel that was passed.
     *
     * @param periodUs 1..{@value #MAX_US}, µs
     */
    record Refractory(long periodUs) implements FilterSpec {
        public Refractory {
            checkRange("period_us", periodUs, MAX_US);
        }

        @Override
        public String kind() {
            return "refractory";
        }
    }

    /**
     * Passes an event if at least {@code neighbours} of the 8 pixels around its own had an event at most {@code
     * withinUs} before it. Events that are dropped support their neighbours as well. T. Delbruck, Frame-free dynamic
     * digital vision (2008).
     *
     * @param withinUs 1..{@value #MAX_US}, µs
     * @param neighbours 1..8
     */
    record BackgroundActivity(long withinUs, int neighbours) implements FilterSpec {
        public BackgroundActivity {
            checkRange("within_us", withinUs, MAX_US);
            checkRange("neighbours", neighbours, 8);
        }

        @Override
        public String kind() {
            return "background_activity";
        }
    }

    /**
     * Drops the events of a pixel after it had {@code maxHz} or more in each of the last {@code windows} windows. A
     * window below that rate ends it. Windows are counted from 0 of the sensor's clock.
     *
     * @param maxHz events per second, 1..1,000,000
     * @param windowUs length of a window, 1..{@value #MAX_US}, µs
     * @param windows 1..100
     */
    record HotPixel(long maxHz, long windowUs, int windows) implements FilterSpec {
        public HotPixel {
            checkRange("max_hz", maxHz, 1_000_000);
            checkRange("window_us", windowUs, MAX_US);
            checkRange("windows", windows, 100);
            require(
                    most(maxHz, windowUs) < 1 << 24,
                    "input.filters: max_hz times window_us must be below 2^24 events (got %d)",
                    most(maxHz, windowUs));
        }

        /** Events in a window from which on it counts as hot. */
        public int events() {
            return (int) most(maxHz, windowUs);
        }

        private static long most(long maxHz, long windowUs) {
            return (maxHz * windowUs + 999_999) / 1_000_000;
        }

        @Override
        public String kind() {
            return "hot_pixel";
        }
    }

    /**
     * Drops the events of a pixel that flickers: its last {@code cycles} cycles, or more, took between 1 / {@code maxHz}
     * and 1 / {@code minHz} seconds. A cycle begins with an ON event after an OFF event.
     *
     * @param minHz lowest frequency, 1..100,000
     * @param maxHz highest frequency, {@code minHz}..100,000
     * @param cycles 1..100
     */
    record Flicker(int minHz, int maxHz, int cycles) implements FilterSpec {
        public Flicker {
            checkRange("min_hz", minHz, 100_000);
            checkRange("max_hz", maxHz, 100_000);
            checkRange("cycles", cycles, 100);
            require(
                    minHz <= maxHz,
                    "input.filters: min_hz must be at most max_hz (got %d and %d)",
                    minHz,
                    maxHz);
        }

        /** The shortest cycle that counts, µs. */
        public long shortestUs() {
            return (1_000_000L + maxHz - 1) / maxHz;
        }

        /** The longest cycle that counts, µs. */
        public long longestUs() {
            return 1_000_000 / minHz;
        }

        @Override
        public String kind() {
            return "flicker";
        }
    }

    /**
     * Passes the first events of each window and drops the rest. Windows are counted from 0 of the sensor's clock.
     *
     * @param maxHz events per second, 1..1,000,000,000
     * @param windowUs length of a window, 1..{@value #MAX_US}, µs
     */
    record RateLimit(long maxHz, long windowUs) implements FilterSpec {
        public RateLimit {
            checkRange("max_hz", maxHz, 1_000_000_000);
            checkRange("window_us", windowUs, MAX_US);
        }

        /** Events that a window passes, at least 1. */
        public int events() {
            long events = maxHz * windowUs / 1_000_000;
            return (int) Math.min(Integer.MAX_VALUE, Math.max(1, events));
        }

        @Override
        public String kind() {
            return "rate_limit";
        }
    }

    private static void checkRange(String what, long value, long most) {
        require(
                value >= 1 && value <= most,
                "input.filters: %s must be 1..%d (got %d)",
                what,
                most,
                value);
    }
}
