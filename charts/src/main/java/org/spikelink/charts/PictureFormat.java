package org.spikelink.charts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** File formats of pictures. */
public enum PictureFormat {
    /** Pixels, two for each unit of the picture's size. */
    PNG,
    /** Lines and text. */
    SVG,
    /** Moving pixels, repeated for ever. */
    GIF,
    /** A page without scripts that shows the picture in the colours that the reader's system prefers. */
    HTML;

    /**
     * The format that a file's suffix names.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static PictureFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.suffix()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a picture's name must end with %s (got %s)"
                                                .formatted(suffixes(), file)));
    }

    private static String suffixes() {
        return Arrays.stream(values()).map(PictureFormat::suffix).collect(Collectors.joining(", "));
    }

    private String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
