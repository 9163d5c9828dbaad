package org.spikelink.trainer.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.spikelink.charts.SvgElement;

/**
 * A chart of a page and its size in pixels.
 *
 * @param name file name without ending, unique in the report
 * @param chart in the colours of {@link ChartStyle}
 * @param width of the chart
 * @param height of the chart
 */
record Drawing(String name, JFreeChart chart, int width, int height) {
    /** Pixels of an image per unit of its size, for high-resolution screens. */
    private static final int SCALE = 2;

    /** The chart as PNG, on white. */
    byte[] png() {
        BufferedImage image =
                new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        chart.draw(graphics, area());
        graphics.dispose();
        return Pixels.png(image);
    }

    /** The chart as an SVG element in the colours of the page's theme. */
    String svg() {
        String svg =
                SvgElement.of(name, name, width, height, graphics -> chart.draw(graphics, area()));
        for (Map.Entry<String, String> colour : Theme.variables().entrySet()) {
            svg = svg.replace(colour.getKey(), colour.getValue());
        }
        return svg;
    }

    private Rectangle2D area() {
        return new Rectangle2D.Double(0, 0, width, height);
    }
}
