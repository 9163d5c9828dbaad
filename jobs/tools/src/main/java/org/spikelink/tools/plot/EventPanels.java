package org.spikelink.tools.plot;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;
import org.spikelink.charts.Picture;

/**
 * Images of a sensor side by side, or one after the other where it moves.
 *
 * @param remark under the title
 */
record EventPanels(String title, String remark, EventImages images, boolean moving)
        implements Picture {
    private static final int WIDTH = 960;
    private static final int MOVING_WIDTH = 480;
    private static final int MARGIN = 24;
    private static final int LEFT = 44;
    private static final int TOP = 76;
    private static final int GAP = 16;
    private static final int CAPTION = 26;
    private static final int BOTTOM = 12;
    private static final int FEWEST_COLUMNS_WIDTH = 200;
    private static final int HIGHEST = 560;

    @Override
    public int width() {
        return moving ? MOVING_WIDTH : WIDTH;
    }

    @Override
    public int height() {
        return TOP + rows() * (int) Math.ceil(panelHeight() + CAPTION) + BOTTOM;
    }

    private int shown() {
        return moving ? 1 : images.slices().size();
    }

    private int columns() {
        int fitting = Math.max(1, (WIDTH - LEFT - MARGIN + GAP) / FEWEST_COLUMNS_WIDTH);
        int rows = (shown() + fitting - 1) / fitting;
        return (shown() + rows - 1) / rows;
    }

    private int rows() {
        return (shown() + columns() - 1) / columns();
    }

    private double panelWidth() {
        double room = width() - LEFT - MARGIN - (columns() - 1) * GAP;
        double widest = (double) HIGHEST * images.scan().width() / images.scan().height();
        return Math.min(widest, room / columns());
    }

    private double panelHeight() {
        return SensorImage.height(images, panelWidth());
    }

    @Override
    public int frames() {
        return moving ? images.slices().size() : 1;
    }

    @Override
    public void draw(Graphics2D g, ChartTheme theme) {
        head(g, theme);
        for (int n = 0; n < shown(); n++) {
            double x = LEFT + n % columns() * (panelWidth() + GAP);
            int row = n / columns();
            double y = TOP + row * (panelHeight() + CAPTION);
            panel(g, theme, n, new Rectangle2D.Double(x, y, panelWidth(), panelHeight()));
        }
    }

    @Override
    public void drawFrame(Graphics2D g, ChartTheme theme, int frame) {
        head(g, theme);
        panel(g, theme, frame, new Rectangle2D.Double(LEFT, TOP, panelWidth(), panelHeight()));
    }

    private void panel(Graphics2D g, ChartTheme theme, int n, Rectangle2D area) {
        String caption = images.scan().span().text(images.slices().get(n));
        SensorImage.draw(g, theme, images, n, area, caption);
        if (area.getX() == LEFT) {
            axis(g, theme, area);
        }
    }

    /** The first and the last row of the sensor. */
    private void axis(Graphics2D g, ChartTheme theme, Rectangle2D area) {
        g.setPaint(theme.faint());
        FontMetrics metrics = g.getFontMetrics();
        right(g, "0", area.getX() - 6, area.getY() + metrics.getAscent());
        right(g, Integer.toString(images.scan().height() - 1), area.getX() - 6, area.getMaxY() - 2);
    }

    private static void right(Graphics2D g, String text, double x, double y) {
        g.drawString(text, (float) (x - g.getFontMetrics().stringWidth(text)), (float) y);
    }

    private void head(Graphics2D g, ChartTheme theme) {
        g.setPaint(theme.ground());
        g.fill(new Rectangle2D.Double(0, 0, width(), height()));
        g.setFont(ChartStyle.TITLE);
        g.setPaint(theme.ink());
        g.drawString(cut(g, title, width() - 2 * MARGIN), MARGIN, 30);
        g.setFont(ChartStyle.SMALL);
        Keys.draw(g, theme, width() - MARGIN, 54);
        g.setPaint(theme.faint());
        g.drawString(cut(g, remark, width() - 2 * MARGIN - Keys.WIDTH), MARGIN, 54);
    }

    /** The text, cut where it does not fit. */
    static String cut(Graphics2D g, String text, int width) {
        FontMetrics metrics = g.getFontMetrics();
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 1 && metrics.stringWidth(text.substring(0, length) + "...") > width) {
            length--;
        }
        return text.substring(0, length) + "...";
    }
}
