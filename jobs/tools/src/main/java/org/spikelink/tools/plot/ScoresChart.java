package org.spikelink.tools.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;
import org.spikelink.core.record.Classification;

/** The scores of the classes over time, below a band that shows what was decided when. */
final class ScoresChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 460;
    private static final int CHANNELS = 220;
    private static final int FRAMES = 40;

    /** The classes with the largest scores have lines of their own colour and a place in the legend. */
    private static final int MOST_NAMED = 10;

    private static final int BAND_WEIGHT = 1;
    private static final int LINES_WEIGHT = 10;
    private static final double CHAR_SHARE = 0.0095; // width of a character, of the chart's
    private static final int MOST_ENDS = 40;
    private static final double DOT = 5;

    private final TimeSpan span;
    private final List<RunningScores.Point> points;
    private final List<Classification> decided;
    private final ClassNames names;
    private final boolean running;
    private final Optional<ChannelsChart> below;

    private ScoresChart(
            TimeSpan span,
            List<RunningScores.Point> points,
            List<Classification> decided,
            ClassNames names,
            boolean running,
            Optional<ChannelsChart> below) {
        this.span = span;
        this.points = points;
        this.decided = decided;
        this.names = names;
        this.running = running;
        this.below = below;
    }

    /** The running scores of a recording's windows. */
    static ScoresChart running(
            TimeSpan span,
            List<RunningScores.Point> points,
            List<Classification> decided,
            ClassNames names) {
        return new ScoresChart(span, points, decided, names, true, Optional.empty());
    }

    /** The scores of decided windows, at least one, each at its end. */
    static ScoresChart decided(List<Classification> decided, ClassNames names) {
        long startUs =
                decided.stream().mapToLong(Classification::windowStartUs).min().orElseThrow();
        long endUs = decided.stream().mapToLong(Classification::windowEndUs).max().orElseThrow();
        List<RunningScores.Point> points = new ArrayList<>();
        for (Classification found : decided) {
            points.add(new RunningScores.Point(found.windowEndUs(), found.scores(), false));
        }
        TimeSpan span = new TimeSpan(startUs, Math.max(startUs + 1, endUs));
        return new ScoresChart(span, points, decided, names, false, Optional.empty());
    }

    /** The same chart, with the channels of the sensor below. */
    ScoresChart above(ChannelsChart channels) {
        return new ScoresChart(span, points, decided, names, running, Optional.of(channels));
    }

    TimeSpan span() {
        return span;
    }

    ChartPicture picture(String title, String remark, boolean moving) {
        return new ChartPicture(
                title,
                WIDTH,
                HEIGHT + (below.isPresent() ? CHANNELS : 0),
                moving ? Math.min(FRAMES, points.size()) : 1,
                style -> chart(style, title, remark));
    }

    private JFreeChart chart(ChartStyle style, String title, String remark) {
        CombinedDomainXYPlot plots = new CombinedDomainXYPlot(span.axis(style));
        plots.setGap(6);
        plots.add(band(style), BAND_WEIGHT);
        plots.add(lines(style), LINES_WEIGHT);
        below.ifPresent(channels -> plots.add(channels.plot(style), LINES_WEIGHT * 2 / 3));
        return style.chart(title, remark, plots, true);
    }

    /** One box per decided window; where windows overlap, from the end of the one before. */
    private XYPlot band(ChartStyle style) {
        ChartTheme theme = style.theme();
        NumberAxis axis = style.axis("class");
        axis.setRange(0, 1);
        axis.setTickLabelsVisible(false);
        axis.setLabelAngle(Math.PI / 2);
        XYPlot plot = style.plot(new XYPlot(new XYSeriesCollection(), null, axis, null));
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(false);
        double from = 0;
        for (Classification found : decided) {
            double start = Math.max(from, span.at(found.windowStartUs()));
            double end = span.at(found.windowEndUs());
            Color color = ClassNames.color(theme, found.classIndex());
            plot.addAnnotation(
                    new XYBoxAnnotation(
                            start, 0, end, 1, new BasicStroke(1), theme.ground(), color));
            String name = ClassNames.shown(found.label());
            if (name.length() * CHAR_SHARE < (end - start) / span.length()) {
                plot.addAnnotation(label(name, (start + end) / 2, color));
            }
            from = end;
        }
        return plot;
    }

    private static XYTextAnnotation label(String name, double x, Color on) {
        XYTextAnnotation text = new XYTextAnnotation(name, x, 0.5);
        text.setTextAnchor(TextAnchor.CENTER);
        text.setFont(ChartStyle.SMALL.deriveFont(Font.BOLD));
        double light = 0.3 * on.getRed() + 0.59 * on.getGreen() + 0.11 * on.getBlue();
        text.setPaint(light > 140 ? new Color(0x10151d) : Color.WHITE);
        return text;
    }

    private XYPlot lines(ChartStyle style) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, !running);
        List<Integer> best = byScore();
        int named = Math.min(MOST_NAMED, best.size());
        // The strongest class last, above the others; the legend is in the classes' order.
        List<Integer> order = new ArrayList<>(best.subList(0, named));
        order.sort(Comparator.naturalOrder());
        order.addAll(best.subList(named, best.size()));
        for (int n = 0; n < order.size(); n++) {
            int c = order.get(n);
            boolean isNamed = n < named;
            Color color = style.theme().color(c);
            lines.addSeries(line(c));
            renderer.setSeriesPaint(n, isNamed ? color : style.theme().grid());
            renderer.setSeriesStroke(n, ChartStyle.line(c == best.get(0) ? 3f : 1.7f));
            renderer.setSeriesShape(n, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            renderer.setSeriesVisibleInLegend(n, isNamed);
        }
        XYPlot plot =
                style.plot(
                        new XYPlot(
                                lines,
                                null,
                                style.axis(running ? "score so far" : "score"),
                                renderer));
        if (running && decided.size() <= MOST_ENDS) {
            decided.forEach(found -> plot.addDomainMarker(end(style.theme(), found)));
        }
        return plot;
    }

    private ValueMarker end(ChartTheme theme, Classification found) {
        ValueMarker marker = new ValueMarker(span.at(found.windowEndUs()));
        marker.setPaint(theme.faint());
        marker.setStroke(
                new BasicStroke(
                        1,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER,
                        10,
                        new float[] {3, 3},
                        0));
        return marker;
    }

    /** Classes by their largest score in a decision, the largest first. */
    private List<Integer> byScore() {
        int classes = points.isEmpty() ? 0 : points.get(0).scores().length;
        double[] largest = new double[classes];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (RunningScores.Point point : points) {
            for (int c = 0; c < Math.min(classes, point.scores().length); c++) {
                largest[c] = Math.max(largest[c], point.scores()[c]);
            }
        }
        return IntStream.range(0, classes)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -largest[c]))
                .toList();
    }

    private XYSeries line(int c) {
        XYSeries line = new XYSeries(new Named(c, names.name(c)), false, true);
        double lastX = Double.NaN;
        for (RunningScores.Point point : points) {
            double x = span.at(point.us());
            if (point.starts() && !Double.isNaN(lastX)) {
                line.add(lastX, null); // a gap between windows
            }
            if (c < point.scores().length) {
                line.add(x, point.scores()[c]);
            }
            lastX = x;
        }
        return line;
    }
}
