package org.spikelink.trainer.report;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.core.model.Model;
import org.spikelink.trainer.learn.Trace;

/** The network's activity for one recording: spikes of each layer and membrane potentials of the last one over time. */
final class ActivityChart {
    private static final int PLOT_HEIGHT = 110;
    private static final int LARGE_PLOT_HEIGHT = 150;
    private static final int MARGIN = 74;

    private final Model model;
    private final ReportData.Example example;
    private final StepTime time;

    ActivityChart(Model model, ReportData.Example example) {
        this.model = model;
        this.example = example;
        this.time = new StepTime(model.document().input(), example.trace().layers().get(0).steps());
    }

    Drawing drawing(String name) {
        CombinedDomainXYPlot plots = new CombinedDomainXYPlot(time.axis());
        plots.setGap(8);
        List<Trace.Layer> layers = example.trace().layers();
        int height = MARGIN;
        for (int n = 0; n < layers.size(); n++) {
            Trace.Layer layer = layers.get(n);
            if (layer.spk().length > 0) {
                int weight = layer.outputs() > 32 ? LARGE_PLOT_HEIGHT : PLOT_HEIGHT;
                plots.add(raster(n, layer), weight);
                height += weight;
            }
        }
        plots.add(new MembranePlot(model, example, time).plot(), LARGE_PLOT_HEIGHT);
        height += LARGE_PLOT_HEIGHT;
        JFreeChart chart = ChartStyle.chart(null, plots);
        return new Drawing(name, chart, ChartStyle.WIDTH, height);
    }

    private XYPlot raster(int n, Trace.Layer layer) {
        NumberAxis neurons = ChartStyle.countAxis("layer " + (n + 1) + " neuron");
        neurons.setRange(-0.5, layer.outputs() - 0.5);
        XYPlot plot =
                new XYPlot(
                        new XYSeriesCollection(),
                        null,
                        neurons,
                        new XYLineAndShapeRenderer(false, false));
        ChartStyle.plain(plot);
        plot.addAnnotation(
                new XYDataImageAnnotation(
                        Raster.of(layer), 0, -0.5, time.end(), layer.outputs(), true));
        return plot;
    }
}
