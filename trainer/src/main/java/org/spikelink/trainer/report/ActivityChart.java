package org.spikelink.trainer.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;
import org.spikelink.trainer.learn.Trace;

/** The network's activity for one recording: spikes of each layer and mem of the last layer over the steps. */
final class ActivityChart {
    private static final int PLOT_HEIGHT = 170;
    private static final int MARGIN = 110;

    /** With more outputs than this, all lines have one colour. */
    private static final int MOST_COLORED = 10;

    private final Model model;
    private final ReportData.Example example;

    ActivityChart(Model model, ReportData.Example example) {
        this.model = model;
        this.example = example;
    }

    byte[] png() {
        CombinedDomainXYPlot plots = new CombinedDomainXYPlot(steps());
        plots.setGap(10);
        List<Trace.Layer> layers = example.trace().layers();
        for (int n = 0; n < layers.size(); n++) {
            if (layers.get(n).spk().length > 0) {
                plots.add(raster(n, layers.get(n)));
            }
        }
        plots.add(membranes(layers.get(layers.size() - 1)));
        JFreeChart chart = ChartStyle.chart(title(), plots);
        chart.addSubtitle(ChartStyle.subtitle(explanation()));
        chart.removeLegend();
        int count = plots.getSubplots().size();
        return ChartStyle.png(chart, ChartStyle.WIDTH, MARGIN + count * PLOT_HEIGHT);
    }

    private NumberAxis steps() {
        NumberAxis axis = ChartStyle.countAxis("step");
        axis.setRange(-0.5, example.trace().layers().get(0).steps() - 0.5);
        return axis;
    }

    private String explanation() {
        String name = example.predicted() == null ? "" : example.name() + "; ";
        return name
                + "strong colours: outputs of the recording's class; horizontal line: threshold";
    }

    private String title() {
        return example.predicted() == null
                ? example.name()
                : "label '%s', predicted '%s'".formatted(example.label(), example.predicted());
    }

    private static XYPlot raster(int n, Trace.Layer layer) {
        XYSeries spikes = new XYSeries("spk", false);
        for (int t = 0; t < layer.steps(); t++) {
            for (int j = 0; j < layer.outputs(); j++) {
                if (layer.spk()[t * layer.outputs() + j] > 0) {
                    spikes.add(t, j);
                }
            }
        }
        XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
        double height = Math.min(6, Math.max(1.2, 120.0 / layer.outputs()));
        double width = Math.min(6, Math.max(1.2, 480.0 / layer.steps()));
        dots.setSeriesShape(0, new Rectangle2D.Double(-width / 2, -height / 2, width, height));
        dots.setSeriesPaint(0, ChartStyle.color(0));
        NumberAxis neurons = ChartStyle.countAxis("layer " + (n + 1) + " spk");
        neurons.setRange(-0.5, layer.outputs() - 0.5);
        return plain(new XYPlot(new XYSeriesCollection(spikes), null, neurons, dots));
    }

    private XYPlot membranes(Trace.Layer layer) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        int population = model.document().readout().population();
        boolean colored = layer.outputs() / population <= MOST_COLORED;
        for (int j = 0; j < layer.outputs(); j++) {
            XYSeries line = new XYSeries("mem " + j);
            for (int t = 0; t < layer.steps(); t++) {
                line.add(t, layer.mem()[t * layer.outputs() + j]);
            }
            lines.addSeries(line);
            Color color = colored ? ChartStyle.color(j / population) : ChartStyle.color(6);
            boolean own = ownClass(j / population);
            renderer.setSeriesPaint(j, own ? color(colored, color) : faint(color));
            renderer.setSeriesStroke(j, ChartStyle.line());
        }
        XYPlot plot = plain(new XYPlot(lines, null, ChartStyle.axis("output mem"), renderer));
        threshold(plot);
        return plot;
    }

    private boolean ownClass(int c) {
        return model.document().labels().get(c).equals(example.label());
    }

    private static Color color(boolean colored, Color color) {
        return colored ? color : ChartStyle.color(1);
    }

    private static Color faint(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
    }

    /** A line at the threshold, if all outputs have the same threshold. */
    private void threshold(XYPlot plot) {
        LayerWeights last = model.weights().get(model.weights().size() - 1);
        float[] thresholds = last.spec().thresholds(last);
        if (thresholds.length == 1) {
            ValueMarker marker = new ValueMarker(thresholds[0]);
            marker.setPaint(ChartStyle.INK);
            plot.addRangeMarker(marker);
        }
    }

    private static XYPlot plain(XYPlot plot) {
        ChartStyle.plain(plot);
        return plot;
    }
}
