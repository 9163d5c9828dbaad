package org.spikelink.tools.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SpikeBatch;

/** The membrane potentials of one layer over time: lines of a few neurons, an image of many. */
final class MembraneChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 460;
    private static final int FRAMES = 40;
    private static final int MOST_LINES = 24;

    private final NetworkTrace trace;
    private final ClassNames classes;
    private final float[] thresholds;
    private final TimeSpan span;
    private final int neurons;

    MembraneChart(Model model, NetworkTrace trace) {
        this.trace = trace;
        boolean last = trace.layer() == model.document().layers().size() - 1;
        classes = last ? ClassNames.of(model.document()) : ClassNames.NONE;
        LayerWeights weights = model.weights().get(trace.layer());
        thresholds = weights.spec().thresholds(weights);
        span = trace.spikes().span();
        neurons = trace.membranes().get(0).length;
    }

    ChartPicture picture(String title, String remark, boolean moving) {
        String more = neurons > MOST_LINES ? "; " + range() : "";
        return new ChartPicture(
                title,
                WIDTH,
                HEIGHT,
                moving ? Math.min(FRAMES, trace.membranes().size()) : 1,
                style ->
                        style.chart(
                                title,
                                remark + more,
                                plot(style),
                                neurons <= MOST_LINES && !classes.labels().isEmpty()));
    }

    private String range() {
        return String.format(
                Locale.ROOT, "orange above 0, blue below, strongest at ±%.3g", largest());
    }

    private float largest() {
        float largest = 1e-6f;
        for (float[] step : trace.membranes()) {
            for (float value : step) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    private XYPlot plot(ChartStyle style) {
        XYPlot plot = neurons > MOST_LINES ? image(style) : lines(style);
        plot.setDomainAxis(span.axis(style));
        return plot;
    }

    private XYPlot image(ChartStyle style) {
        ChartTheme theme = style.theme();
        List<SpikeBatch.Step> steps = trace.spikes().steps();
        long shortestUs = steps.stream().mapToLong(SpikeBatch.Step::binUs).min().orElse(1);
        CellChart cells = new CellChart(span, shortestUs, neurons, theme.pixel().getRGB());
        double largest = largest();
        for (int t = 0; t < steps.size(); t++) {
            float[] values = trace.membranes().get(t);
            long fromUs = steps.get(t).binStartUs();
            for (int j = 0; j < neurons; j++) {
                Color full = values[j] < 0 ? theme.off() : theme.on();
                Color color =
                        ChartTheme.between(theme.pixel(), full, Math.abs(values[j]) / largest);
                cells.fillWhole(fromUs, fromUs + steps.get(t).binUs(), j, color.getRGB());
            }
        }
        return cells.plot(style, style.countAxis("layer " + trace.layer() + " neuron"));
    }

    private XYPlot lines(ChartStyle style) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        for (int j = 0; j < neurons; j++) {
            lines.addSeries(line(j));
            renderer.setSeriesPaint(
                    j,
                    classes.labels().isEmpty()
                            ? style.theme().color(j)
                            : classes.colorOf(style.theme(), j));
            renderer.setSeriesStroke(j, ChartStyle.line(1.6f));
            renderer.setSeriesVisibleInLegend(j, j % classes.population() == 0);
        }
        XYPlot plot =
                style.plot(
                        new XYPlot(
                                lines,
                                null,
                                style.axis("membrane, layer " + trace.layer()),
                                renderer));
        if (thresholds.length == 1) {
            plot.addRangeMarker(threshold(style.theme()));
            plot.getRangeAxis().setRange(range(plot, thresholds[0]));
        }
        return plot;
    }

    /** The threshold is seen wherever the membranes are. */
    private static Range range(XYPlot plot, float threshold) {
        Range lines = plot.getRangeAxis().getRange();
        Range all = Range.expandToInclude(lines, threshold);
        return Range.expand(all, 0.02, 0.06);
    }

    private XYSeries line(int neuron) {
        String name =
                classes.labels().isEmpty()
                        ? "neuron " + neuron
                        : classes.name(neuron / classes.population());
        // Names may be the same, keys may not.
        XYSeries line = new XYSeries(new Named(neuron, name), false, true);
        List<SpikeBatch.Step> steps = trace.spikes().steps();
        for (int t = 0; t < steps.size(); t++) {
            double endUs = steps.get(t).binStartUs() + (double) steps.get(t).binUs();
            line.add(span.at(endUs), trace.membranes().get(t)[neuron]);
        }
        return line;
    }

    private ValueMarker threshold(ChartTheme theme) {
        ValueMarker marker = new ValueMarker(thresholds[0]);
        marker.setPaint(theme.faint());
        marker.setStroke(
                new BasicStroke(
                        1.2f,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER,
                        10,
                        new float[] {5, 4},
                        0));
        marker.setLabel(String.format(Locale.ROOT, "threshold %.3g", thresholds[0]));
        marker.setLabelFont(ChartStyle.SMALL);
        marker.setLabelPaint(theme.faint());
        marker.setLabelBackgroundColor(theme.ground());
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        return marker;
    }
}
