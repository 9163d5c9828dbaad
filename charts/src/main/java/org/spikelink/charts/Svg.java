package org.spikelink.charts;

/** A picture as an SVG file. */
final class Svg {
    private static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private Svg() {}

    static String of(Picture picture, ChartTheme theme) {
        return HEADER
                + SvgElement.of(
                        "picture",
                        picture.title(),
                        picture.width(),
                        picture.height(),
                        graphics -> picture.draw(graphics, theme));
    }
}
