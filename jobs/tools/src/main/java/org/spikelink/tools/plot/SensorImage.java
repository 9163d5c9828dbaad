package org.spikelink.tools.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;

/** Draws one image of {@link EventImages}. */
final class SensorImage {
    private static final int TEXT_GAP = 4;

    /** Pixels of an image per unit of the picture's size: viewers of SVG would blur fewer. */
    private static final int SHARPNESS = 2;

    private SensorImage() {}

    /** Height of an image that is as wide as {@code width}. */
    static double height(EventImages images, double width) {
        return width * images.scan().height() / images.scan().width();
    }

    /** Draws image {@code n} into {@code area}, with {@code caption} below it. */
    static void draw(
            Graphics2D g,
            ChartTheme theme,
            EventImages images,
            int n,
            Rectangle2D area,
            String caption) {
        double cell = area.getWidth() / images.scan().width() * side(images);
        g.setPaint(theme.pixel());
        g.fill(area);
        var clip = g.getClip();
        g.clip(area);
        int sharp = (int) Math.max(1, Math.ceil(SHARPNESS * cell));
        g.drawImage(
                image(theme, images, n, sharp),
                (int) Math.round(area.getX()),
                (int) Math.round(area.getY()),
                (int) Math.ceil(cell * images.columns()),
                (int) Math.ceil(cell * images.rows()),
                null);
        g.setClip(clip);
        g.setPaint(theme.grid());
        g.setStroke(new BasicStroke(1));
        g.draw(area);
        g.setFont(ChartStyle.SMALL);
        g.setPaint(theme.faint());
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(
                caption,
                (float) (area.getCenterX() - metrics.stringWidth(caption) / 2.0),
                (float) (area.getMaxY() + metrics.getAscent() + TEXT_GAP));
    }

    /** Pixels of a cell's side. */
    private static double side(EventImages images) {
        return Math.ceil((double) images.scan().width() / images.columns());
    }

    /** An image of squares of {@code side} pixels for each cell. */
    private static BufferedImage image(ChartTheme theme, EventImages images, int n, int side) {
        int width = images.columns() * side;
        BufferedImage image =
                new BufferedImage(width, images.rows() * side, BufferedImage.TYPE_INT_RGB);
        int[] square = new int[side * side];
        float[] values = images.values().get(n);
        for (int cell = 0; cell < values.length; cell++) {
            Color color =
                    ChartTheme.between(
                            theme.pixel(),
                            values[cell] < 0 ? theme.off() : theme.on(),
                            Math.abs(values[cell]));
            Arrays.fill(square, color.getRGB());
            int x = cell % images.columns() * side;
            image.setRGB(x, cell / images.columns() * side, side, side, square, 0, side);
        }
        return image;
    }
}
