package org.spikelink.connectors.recordings.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of a sensor in pixels.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record SensorSize(int width, int height) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

    public SensorSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a sensor must have at least 1x1 pixels (got " + width + "x" + height + ")");
        }
    }

    /** A size stated as {@code WxH}; empty if the text is none. */
    public static Optional<SensorSize> parse(String text) {
        Matcher size = TEXT.matcher(text);
        return size.matches()
                ? Optional.of(
                        new SensorSize(
                                Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                : Optional.empty();
    }
}
