package org.spikelink.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.PlotRenderingInfo;

/**
 * A chart as a picture. Where it moves, what is right of the moment shown is covered, so that lines grow over a horizontal
 * axis of time.
 *
 * @param chart makes the chart in the colours of a theme
 */
public record ChartPicture(
        String title, int width, int height, int frames, Function<ChartStyle, JFreeChart> chart)
        implements Picture {
    private static final double COVER = 0.88;

    /** A chart that does not move. */
    public ChartPicture(
            String title, int width, int height, Function<ChartStyle, JFreeChart> chart) {
        this(title, width, height, 1, chart);
    }

    @Override
    public void draw(Graphics2D graphics, ChartTheme theme) {
        drawAreas(graphics, theme, new Rectangle2D.Double(0, 0, width, height));
    }

    /**
     * Draws the chart into a part of a picture.
     *
     * @return where the data of its plots are
     */
    public List<Rectangle2D> drawAreas(Graphics2D graphics, ChartTheme theme, Rectangle2D into) {
        ChartRenderingInfo info = new ChartRenderingInfo();
        chart.apply(new ChartStyle(theme)).draw(graphics, into, info);
        PlotRenderingInfo plots = info.getPlotInfo();
        List<Rectangle2D> areas = new ArrayList<>();
        for (int n = 0; n < plots.getSubplotCount(); n++) {
            areas.add(plots.getSubplotInfo(n).getDataArea());
        }
        return areas.isEmpty() ? List.of(plots.getDataArea()) : areas;
    }

    @Override
    public void drawFrame(Graphics2D graphics, ChartTheme theme, int frame) {
        List<Rectangle2D> areas =
                drawAreas(graphics, theme, new Rectangle2D.Double(0, 0, width, height));
        cover(graphics, theme, areas, (frame + 1.0) / frames);
    }

    /** Covers what is right of {@code share} of each area, and marks that moment. */
    public static void cover(
            Graphics2D graphics, ChartTheme theme, List<Rectangle2D> areas, double share) {
        for (Rectangle2D area : areas) {
            double now = area.getX() + share * area.getWidth();
            graphics.setPaint(ChartTheme.translucent(theme.ground(), COVER));
            graphics.fill(
                    new Rectangle2D.Double(
                            now, area.getY(), area.getMaxX() - now, area.getHeight()));
            if (share < 1) {
                graphics.setPaint(theme.faint());
                graphics.fill(new Rectangle2D.Double(now, area.getY(), 1, area.getHeight()));
            }
        }
    }
}
