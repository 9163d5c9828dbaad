package org.spikelink.trainer.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How recordings are changed at random each time they are learned from.
 *
 * @param spatial how events move over the sensor
 * @param jitterUs each event moves in time by at most this; of samples, each channel
 * @param scale time passes faster or slower by at most this share, 0..0.9
 * @param timeShiftUs a recording of events begins later by at most this; one of samples moves by at most this
 * @param drop each event, or value of a sample, is left out with a probability that is at most this, another for each
 *     recording, 0..0.99
 * @param hot pixels that send noise all the time
 * @param channels each pixel, or channel, is left out with this probability, 0..0.99
 * @param mix with this probability a recording is mixed with another of its class, 0..1
 */
public record AugmentOptions(
        SpatialOptions spatial,
        long jitterUs,
        double scale,
        long timeShiftUs,
        double drop,
        int hot,
        double channels,
        double mix) {
    /** Recordings as they are. */
    public static final AugmentOptions NONE =
            new AugmentOptions(SpatialOptions.NONE, 0, 0, 0, 0, 0, 0, 0);

    private static final double MAX_US = 1e9;

    public AugmentOptions {
        check("jitter", (double) jitterUs, 0, MAX_US);
        check("scale", scale, 0, 0.9);
        check("timeshift", (double) timeShiftUs, 0, MAX_US);
        check("drop", drop, 0, 0.99);
        check("hot", hot, 0, 100_000);
        check("channels", channels, 0, 0.99);
        check("mix", mix, 0, 1);
    }

    static void check(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "augment: %s must be from %s to %s (got %s)"
                            .formatted(what, text(min), text(max), text(value)));
        }
    }

    /**
     * Reads what a user writes: {@code shift=2,flip,rotate=10,zoom=0.1,shear=0.1,elastic=2,jitter=500,scale=0.1,
     * timeshift=20000,drop=0.1,hot=2,channels=0.05,mix=0.2}, in any order, times in µs; nothing, or {@code none}, for recordings as they are.
     *
     * @throws IllegalArgumentException for anything else, naming it
     */
    public static AugmentOptions parse(String text) {
        return AugmentText.parse(text);
    }

    /** Whether anything is changed at all. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        spatial.addTo(parts);
        add(parts, "jitter", (double) jitterUs);
        add(parts, "scale", scale);
        add(parts, "timeshift", (double) timeShiftUs);
        add(parts, "drop", drop);
        add(parts, "hot", hot);
        add(parts, "channels", channels);
        add(parts, "mix", mix);
        return parts.isEmpty() ? "none" : String.join(",", parts);
    }

    static void add(List<String> parts, String name, double value) {
        if (value != 0) {
            parts.add(name + "=" + text(value));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
