package org.spikelink.trainer.report;

import java.awt.Color;
import java.awt.Stroke;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;
import org.spikelink.trainer.learn.Trace;

/**
 * Membrane potentials of the last layer over time, a class's outputs averaged: a line for the recording's class and for the
 * strongest other one, and a band between the smallest and the largest of the rest. A line per class where steps have labels
 * and there are few classes.
 */
final class MembranePlot {
    private final Model model;
    private final ReportData.Example example;
    private final StepTime time;
    private final Trace.Layer layer;
    private final int classes;
    private final XYSeriesCollection lines = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = ChartStyle.lines();

    MembranePlot(Model model, ReportData.Example example, StepTime time) {
        this.model = model;
        this.example = example;
        this.time = time;
        this.layer = example.trace().layers().get(example.trace().layers().size() - 1);
        this.classes = model.document().labels().size();
    }

    XYPlot plot() {
        XYPlot plot = new XYPlot(lines, null, ChartStyle.axis("membrane potential"), renderer);
        ChartStyle.plain(plot);
        if (example.predicted() == null && classes <= ChartStyle.colors()) {
            for (int c = 0; c < classes; c++) {
                add(label(c), c, ChartStyle.color(c), ChartStyle.line());
            }
        } else {
            int own = model.document().labels().indexOf(example.label()); // -1: steps have labels
            int other = strongest(own);
            if (own >= 0) {
                add(label(own), own, ChartStyle.color(0), ChartStyle.line());
            }
            if (other >= 0) {
                add(label(other), other, ChartStyle.color(1), ChartStyle.line());
            }
            band(plot, own, other);
        }
        threshold(plot);
        return plot;
    }

    private String label(int c) {
        return model.document().labels().get(c);
    }

    private void add(String name, int c, Color color, Stroke stroke) {
        XYSeries line = new XYSeries(name, false);
        for (int t = 0; t < layer.steps(); t++) {
            line.add(time.end(t), value(c, t));
        }
        int n = lines.getSeriesCount();
        lines.addSeries(line);
        renderer.setSeriesPaint(n, color);
        renderer.setSeriesStroke(n, stroke);
    }

    /** The class other than {@code own} with the largest sum over all steps; the wrong one that was predicted, if any. */
    private int strongest(int own) {
        int found = -1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            boolean predicted = label(c).equals(example.predicted());
            double sum = predicted ? Double.POSITIVE_INFINITY : sum(c);
            if (c != own && sum > largest) {
                found = c;
                largest = sum;
            }
        }
        return found;
    }

    private double sum(int c) {
        double sum = 0;
        for (int t = 0; t < layer.steps(); t++) {
            sum += value(c, t);
        }
        return sum;
    }

    private void band(XYPlot plot, int own, int other) {
        YIntervalSeries band = new YIntervalSeries("others", false, true);
        for (int t = 0; t < layer.steps(); t++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                if (c != own && c != other) {
                    low = Math.min(low, value(c, t));
                    high = Math.max(high, value(c, t));
                }
            }
            if (low <= high) {
                band.add(time.end(t), (low + high) / 2, low, high);
            }
        }
        if (band.isEmpty()) {
            return;
        }
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        data.addSeries(band);
        DeviationRenderer area = new DeviationRenderer(false, false);
        area.setSeriesFillPaint(0, ChartStyle.BAND);
        area.setSeriesVisibleInLegend(0, false); // the page says what it is
        plot.setDataset(1, data);
        plot.setRenderer(1, area);
    }

    private double value(int c, int t) {
        int population = model.document().readout().population();
        double sum = 0;
        for (int j = c * population; j < (c + 1) * population; j++) {
            sum += layer.mem()[t * layer.outputs() + j];
        }
        return sum / population;
    }

    /** A line at the threshold, if all outputs have the same threshold. */
    private void threshold(XYPlot plot) {
        LayerWeights last = model.weights().get(model.weights().size() - 1);
        float[] thresholds = last.spec().thresholds(last);
        if (thresholds.length == 1) {
            ValueMarker marker =
                    new ValueMarker(thresholds[0], ChartStyle.FAINT, ChartStyle.dashes());
            marker.setLabel("threshold");
            marker.setLabelFont(ChartStyle.small());
            marker.setLabelPaint(ChartStyle.FAINT);
            marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
            marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
            plot.addRangeMarker(marker);
        }
    }
}
