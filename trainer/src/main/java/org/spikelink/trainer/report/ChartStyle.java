package org.spikelink.trainer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;

/** Colours, fonts and lines of all charts. Pages replace these colours by those of their theme: {@link Theme}. */
final class ChartStyle {
    static final int WIDTH = 640;
    static final int HEIGHT = 320;

    static final Color INK = new Color(0x22, 0x2B, 0x38);
    static final Color FAINT = new Color(0x5B, 0x66, 0x75);
    static final Color GRID = new Color(0xE1, 0xE6, 0xEC);

    /** What lies between two values. */
    static final Color BAND = new Color(0xC9, 0xD1, 0xDB);

    /** The colours of Okabe and Ito, which colour-blind people can distinguish, and two more. */
    private static final Color[] COLORS = {
        new Color(0x00, 0x72, 0xB2),
        new Color(0xD5, 0x5E, 0x00),
        new Color(0x00, 0x9E, 0x73),
        new Color(0xCC, 0x79, 0xA7),
        new Color(0xE6, 0x9F, 0x00),
        new Color(0x56, 0xB4, 0xE9),
        new Color(0x8C, 0x8C, 0x8C),
        new Color(0x6A, 0x3D, 0x9A),
        new Color(0xA6, 0x56, 0x28),
        new Color(0x3F, 0x4E, 0x5E)
    };

    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    private ChartStyle() {}

    /** How many colours there are before they repeat. */
    static int colors() {
        return COLORS.length;
    }

    static Color color(int n) {
        return COLORS[n % COLORS.length];
    }

    static BasicStroke line() {
        return new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashes() {
        return new BasicStroke(
                1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0);
    }

    static Font small() {
        return SMALL;
    }

    /** Lines without dots, each in one piece. */
    static XYLineAndShapeRenderer lines() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    static NumberAxis axis(String label) {
        return styled(new NumberAxis(label));
    }

    /** An axis of integers. */
    static NumberAxis countAxis(String label) {
        NumberAxis axis = axis(label);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    /** Gives an axis the fonts and colours of all. */
    static <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(SMALL);
        axis.setTickLabelFont(SMALL);
        axis.setLabelPaint(FAINT);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(FAINT);
        axis.setTickMarkPaint(FAINT);
        return axis;
    }

    static void plain(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
    }

    static JFreeChart chart(String title, Plot plot) {
        JFreeChart chart = new JFreeChart(title, TITLE, plot, true);
        chart.setBackgroundPaint(null);
        if (chart.getTitle() != null) {
            chart.getTitle().setPaint(INK);
        }
        chart.getLegend().setItemFont(SMALL);
        chart.getLegend().setItemPaint(INK);
        chart.getLegend().setBackgroundPaint(null);
        chart.getLegend().setFrame(BlockBorder.NONE);
        chart.setPadding(new RectangleInsets(8, 8, 8, 14));
        return chart;
    }

    static TextTitle subtitle(String text) {
        TextTitle title = new TextTitle(text, SMALL);
        title.setPaint(FAINT);
        return title;
    }
}
