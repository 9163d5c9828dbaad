package org.spikelink.tools.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartTheme;
import org.spikelink.charts.Picture;

/** The scores of a recording over time, and below each part of the time the events in it. */
record PredictionPicture(ChartPicture scores, EventImages images) implements Picture {
    /** Number of images below the scores. */
    static final int SLICES = 6;

    private static final int GAP = 8;
    private static final int ABOVE = 6;
    private static final int CAPTION = 28;
    private static final int HIGHEST = 220;

    @Override
    public String title() {
        return scores.title();
    }

    @Override
    public int width() {
        return scores.width();
    }

    @Override
    public int height() {
        return scores.height() + ABOVE + (int) Math.ceil(panelHeight(roughRoom())) + CAPTION;
    }

    /** About the room of one image; the chart's axis takes the rest. */
    private double roughRoom() {
        return (scores.width() - 100.0) / SLICES - GAP;
    }

    private double panelHeight(double room) {
        return Math.min(HIGHEST, SensorImage.height(images, room));
    }

    @Override
    public int frames() {
        return scores.frames();
    }

    @Override
    public void draw(Graphics2D g, ChartTheme theme) {
        drawFrame(g, theme, frames() - 1);
    }

    @Override
    public void drawFrame(Graphics2D g, ChartTheme theme, int frame) {
        g.setPaint(theme.ground());
        g.fill(new Rectangle2D.Double(0, 0, width(), height()));
        List<Rectangle2D> areas =
                scores.drawAreas(g, theme, new Rectangle2D.Double(0, 0, width(), scores.height()));
        double share = (frame + 1.0) / frames();
        if (share < 1) {
            ChartPicture.cover(g, theme, areas, share);
        }
        Rectangle2D time = areas.get(areas.size() - 1);
        for (int n = 0; n < images.slices().size() && share >= (n + 1.0) / SLICES - 1e-9; n++) {
            panel(g, theme, n, time);
        }
    }

    private void panel(Graphics2D g, ChartTheme theme, int n, Rectangle2D time) {
        double room = time.getWidth() / images.slices().size();
        double width = room - GAP;
        double height = panelHeight(Math.min(width, roughRoom()));
        width = Math.min(width, height * images.scan().width() / images.scan().height());
        double x = time.getX() + n * room + (room - width) / 2;
        SensorImage.draw(
                g,
                theme,
                images,
                n,
                new Rectangle2D.Double(x, scores.height() + ABOVE, width, height),
                images.scan().span().text(images.slices().get(n)));
    }
}
