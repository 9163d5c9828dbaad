package org.spikelink.tools.plot;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;

/** The colours of ON and OFF events, explained. */
final class Keys {
    static final int WIDTH = 110;
    private static final int SIDE = 10;

    private Keys() {}

    /** Draws the keys so that they end at {@code right}. */
    static void draw(Graphics2D g, ChartTheme theme, int right, int baseline) {
        g.setFont(ChartStyle.SMALL);
        double x = key(g, theme, theme.off(), "OFF", right, baseline);
        key(g, theme, theme.on(), "ON", x - 12, baseline);
    }

    private static double key(
            Graphics2D g, ChartTheme theme, Color color, String text, double right, int baseline) {
        FontMetrics metrics = g.getFontMetrics();
        double x = right - metrics.stringWidth(text);
        g.setPaint(theme.ink());
        g.drawString(text, (float) x, baseline);
        g.setPaint(color);
        g.fill(new Rectangle2D.Double(x - SIDE - 5, baseline - SIDE + 1.0, SIDE, SIDE));
        return x - SIDE - 5;
    }
}
