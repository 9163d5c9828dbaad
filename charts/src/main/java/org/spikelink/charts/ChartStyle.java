package org.spikelink.charts;

import java.awt.BasicStroke;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** JFreeChart's parts in the colours of a theme. */
public final class ChartStyle {
    public static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private final ChartTheme theme;

    /** Parts in the colours of {@code theme}. */
    public ChartStyle(ChartTheme theme) {
        this.theme = theme;
    }

    public ChartTheme theme() {
        return theme;
    }

    /** The stroke of lines. */
    public static BasicStroke line(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** An axis of numbers. */
    public NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        return styled(axis);
    }

    /** An axis of integers. */
    public NumberAxis countAxis(String label) {
        NumberAxis axis = axis(label);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        return axis;
    }

    private <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(SMALL);
        axis.setTickLabelFont(SMALL);
        axis.setLabelPaint(theme.ink());
        axis.setTickLabelPaint(theme.faint());
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /** A plot of lines or points. */
    public XYPlot plot(XYPlot plot) {
        plot.setBackgroundPaint(theme.ground());
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(theme.grid());
        plot.setRangeGridlinePaint(theme.grid());
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** A chart with a title at its left and, if asked for, a legend below. */
    public JFreeChart chart(String title, String remark, Plot plot, boolean legend) {
        plot.setBackgroundPaint(theme.ground());
        JFreeChart chart = new JFreeChart(null, TITLE, plot, false);
        chart.setBackgroundPaint(theme.ground());
        chart.setPadding(new RectangleInsets(14, 14, 12, 22));
        chart.setTitle(title(title));
        if (!remark.isEmpty()) {
            chart.addSubtitle(remark(remark));
        }
        if (legend) {
            chart.addLegend(legend(chart));
        }
        return chart;
    }

    private TextTitle title(String text) {
        TextTitle title = new TextTitle(text, TITLE);
        title.setPaint(theme.ink());
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        return title;
    }

    private TextTitle remark(String text) {
        TextTitle remark = new TextTitle(text, SMALL);
        remark.setPaint(theme.faint());
        remark.setHorizontalAlignment(HorizontalAlignment.LEFT);
        remark.setPadding(new RectangleInsets(2, 1, 8, 1));
        return remark;
    }

    private LegendTitle legend(JFreeChart chart) {
        LegendTitle legend = new LegendTitle(chart.getPlot());
        legend.setItemFont(SMALL);
        legend.setItemPaint(theme.ink());
        legend.setBackgroundPaint(theme.ground());
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        return legend;
    }
}
