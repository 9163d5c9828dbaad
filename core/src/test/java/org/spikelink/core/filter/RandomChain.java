package org.spikelink.core.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;

/** Random chains of filters, and events of which each filter drops some and passes some. */
public final class RandomChain {
    public static final int WIDTH = 9;
    public static final int HEIGHT = 7;

    private RandomChain() {}

    /** One filter of each kind that remembers something. */
    public static List<FilterSpec> stateful(SplittableRandom random) {
        return List.of(
                new FilterSpec.Refractory(1 + random.nextInt(900)),
                new FilterSpec.BackgroundActivity(1 + random.nextInt(3000), 1 + random.nextInt(3)),
                new FilterSpec.HotPixel(100, 20_000, 1 + random.nextInt(3)),
                new FilterSpec.Flicker(100, 1000, 1 + random.nextInt(3)),
                new FilterSpec.RateLimit(2_000 + random.nextInt(3_000), 5_000));
    }

    /** Up to five filters in any order. */
    public static List<FilterSpec> any(SplittableRandom random) {
        List<FilterSpec> specs = new ArrayList<>();
        int width = WIDTH;
        int height = HEIGHT;
        for (int n = random.nextInt(6); n > 0; n--) {
            List<FilterSpec> choices = new ArrayList<>(stateful(random));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            choices.add(
                    new FilterSpec.Region(
                            x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y)));
            choices.add(
                    new FilterSpec.Polarity(
                            random.nextBoolean()
                                    ? FilterSpec.Polarity.Keep.ON
                                    : FilterSpec.Polarity.Keep.OFF));
            choices.add(new FilterSpec.Downsample(1 + random.nextInt(3)));
            FilterSpec chosen = choices.get(random.nextInt(choices.size()));
            width = chosen.width(width);
            height = chosen.height(height);
            specs.add(chosen);
        }
        return specs;
    }

    /** An input with these filters, for the sensor of these events. */
    public static InputSpec.Events input(List<FilterSpec> filters) {
        return new InputSpec.Events(
                WIDTH,
                HEIGHT,
                2,
                1,
                InputSpec.Value.COUNT,
                new Slicing.Time(1000, Slicing.Origin.ZERO),
                filters);
    }

    /** Noise, pixels that are hot for a while, pixels that flicker, late events, silence, and clocks set back. */
    public static List<PlainFilters.Event> events(SplittableRandom random, int count) {
        List<PlainFilters.Event> events = new ArrayList<>();
        long now = random.nextLong(-50_000, 50_000);
        for (int n = 0; n < count; n++) {
            int what = random.nextInt(2000);
            now += what == 0 ? 50_000 : what == 1 ? -1_200_000 : random.nextInt(400);
            long timeUs = what < 100 ? now - random.nextInt(4000) : now;
            if (what % 10 < 2) {
                events.add(new PlainFilters.Event(timeUs, 1, 1, random.nextBoolean()));
            } else if (what % 10 < 5) {
                boolean on = Math.floorMod(timeUs, 4_000) < 2_000;
                events.add(new PlainFilters.Event(timeUs, 4, 2, on));
            } else {
                events.add(
                        new PlainFilters.Event(
                                timeUs,
                                random.nextInt(WIDTH),
                                random.nextInt(HEIGHT),
                                random.nextBoolean()));
            }
        }
        return events;
    }
}
