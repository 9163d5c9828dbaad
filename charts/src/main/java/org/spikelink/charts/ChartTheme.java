package org.spikelink.charts;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * Colours of a picture, those of the live page. Classes have the colours of Okabe and Ito, which colour-blind people can
 * distinguish, on a dark ground lightened.
 *
 * @param ground behind everything
 * @param pixel behind the pixels of a sensor
 * @param ink of text and axes
 * @param faint of remarks
 * @param grid of lines behind the data
 * @param on of ON events
 * @param off of OFF events
 * @param series of classes and other lines, in their order; used again from the first one on
 */
public record ChartTheme(
        Color ground,
        Color pixel,
        Color ink,
        Color faint,
        Color grid,
        Color on,
        Color off,
        List<Color> series) {
    public static final ChartTheme LIGHT =
            new ChartTheme(
                    new Color(0xffffff),
                    new Color(0xf7f8fa),
                    new Color(0x17202c),
                    new Color(0x5d6b7e),
                    new Color(0xe3e7ed),
                    new Color(0xd1530a),
                    new Color(0x0b62c4),
                    colors(
                            0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x8c8c8c,
                            0x6a3d9a, 0xa65628, 0x1b1b1b));

    public static final ChartTheme DARK =
            new ChartTheme(
                    new Color(0x151b24),
                    new Color(0x0a0d12),
                    new Color(0xe6ebf2),
                    new Color(0x8c99ab),
                    new Color(0x263040),
                    new Color(0xff9d5c),
                    new Color(0x57b6ff),
                    colors(
                            0x5aa9ff, 0xff9d5c, 0x4fd18b, 0xe68fc4, 0xf2c14e, 0x8ed8f8, 0xa8b3c2,
                            0xb296f0, 0xd99a6c, 0xf4f6f9));

    public ChartTheme {
        series = List.copyOf(series);
    }

    private static List<Color> colors(int... rgb) {
        return Arrays.stream(rgb).mapToObj(Color::new).toList();
    }

    /** The colour of line {@code n}. */
    public Color color(int n) {
        return series.get(n % series.size());
    }

    /** A colour between {@code from} (at 0) and {@code to} (at 1). */
    public static Color between(Color from, Color to, double share) {
        return new Color(
                mix(from.getRed(), to.getRed(), share),
                mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * Math.max(0, Math.min(1, share)));
    }

    /** A colour that lets {@code 1 - share} of what is behind it shine through. */
    public static Color translucent(Color color, double share) {
        return new Color(
                color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * share));
    }
}
