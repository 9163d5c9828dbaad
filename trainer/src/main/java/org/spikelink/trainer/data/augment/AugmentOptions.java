package org.spikelink.trainer.data.augment;

import java.util.ArrayList;
import java.util.List;

/**
 * Random changes to the training set, drawn again in each epoch.
 *
 * @param spatial changes of the events' pixels
 * @param jitterUs maximum change of the time of an event or, in samples, of a channel, µs
 * @param scale maximum relative change of the speed, 0..0.9
 * @param timeShiftUs maximum time cut from the start of a recording of events, or by which samples are shifted, µs
 * @param drop maximum probability with which an event, or the value of a sample, is dropped, drawn for each
 *     recording, 0..0.99
 * @param hot number of pixels that send noise
 * @param channels probability with which a pixel, or channel, is dropped, 0..0.99
 * @param mix probability with which a recording is mixed with another one of its class, 0..1
 * @param mixup probability with which a recording is mixed with any other one, and its label with that one's, 0..1
 * @param cutout maximum share of the sensor's width and height, or of neighbouring channels, that is blanked, 0..1
 */
public record AugmentOptions(
        SpatialOptions spatial,
        long jitterUs,
        double scale,
        long timeShiftUs,
        double drop,
        int hot,
        double channels,
        double mix,
        double mixup,
        double cutout) {
    /** No changes. */
    public static final AugmentOptions NONE =
            new AugmentOptions(SpatialOptions.NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final double MAX_US = 1e9;

    public AugmentOptions {
        check("jitter", (double) jitterUs, 0, MAX_US);
        check("scale", scale, 0, 0.9);
        check("timeshift", (double) timeShiftUs, 0, MAX_US);
        check("drop", drop, 0, 0.99);
        check("hot", hot, 0, 100_000);
        check("channels", channels, 0, 0.99);
        check("mix", mix, 0, 1);
        check("mixup", mixup, 0, 1);
        check("cutout", cutout, 0, 1);
    }

    static void check(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "augment: %s must be from %s to %s (got %s)"
                            .formatted(what, text(min), text(max), text(value)));
        }
    }

    /**
     * Parses the value of {@code --augment}: {@code
     * shift=2,flip,rotate=10,zoom=0.1,shear=0.1,elastic=2,jitter=500,scale=0.1,
     * timeshift=20000,drop=0.1,hot=2,channels=0.05,mix=0.2,mixup=0.2,cutout=0.3}, in any order, times in µs. An empty text or {@code none}
     * means no changes.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static AugmentOptions parse(String text) {
        return AugmentText.parse(text);
    }

    /** Whether anything is changed. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** The text that {@link #parse} reads. */
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
        add(parts, "mixup", mixup);
        add(parts, "cutout", cutout);
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
