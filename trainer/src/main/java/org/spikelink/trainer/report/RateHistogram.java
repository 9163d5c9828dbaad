package org.spikelink.trainer.report;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.statistics.HistogramDataset;
import org.spikelink.trainer.learn.LayerActivity;

/** Histogram of the firing rates of a layer's neurons. */
final class RateHistogram {
    private static final int BINS = 40;

    private RateHistogram() {}

    static Drawing drawing(LayerActivity layer) {
        HistogramDataset data = new HistogramDataset();
        data.addSeries("neurons", layer.rates(), BINS, 0, 1);
        XYBarRenderer renderer = new XYBarRenderer(0.08);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, ChartStyle.color(0));
        NumberAxis rates = ChartStyle.axis("spikes per step (firing rate)");
        rates.setRange(0, 1);
        NumberAxis neurons = ChartStyle.countAxis("number of neurons");
        neurons.setAutoRangeIncludesZero(true);
        XYPlot plot = new XYPlot(data, rates, neurons, renderer);
        ChartStyle.plain(plot);
        int number = layer.layer() + 1;
        JFreeChart chart = ChartStyle.chart("Firing rates of layer " + number, plot);
        chart.removeLegend();
        return new Drawing("rates-layer-" + number, chart, ChartStyle.WIDTH, ChartStyle.HEIGHT);
    }
}
