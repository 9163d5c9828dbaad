package org.spikelink.tools.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartStyle;
import org.spikelink.core.record.SpikeBatch;

/** The spikes of each reported layer over time. */
final class RasterChart {
    private static final int WIDTH = 960;
    private static final int FRAMES = 40;
    private static final int HEAD = 118;
    private static final int LOWEST = 110;
    private static final int HIGHEST = 300;
    private static final int PER_NEURON = 18;
    private static final int GAP = 14;

    private final SpikeSteps spikes;
    private final ClassNames classes;
    private final TimeSpan span;
    private final List<Integer> neurons = new ArrayList<>();
    private final long shortestUs;

    /**
     * A chart.
     *
     * @param outputs of each reported layer, if they are known; empty if not
     * @param classes that own the outputs of the last layer
     */
    RasterChart(SpikeSteps spikes, List<Integer> outputs, ClassNames classes) {
        this.spikes = spikes;
        this.classes = classes;
        span = spikes.span();
        for (int n = 0; n < spikes.layers().length; n++) {
            neurons.add(outputs.isEmpty() ? spikes.neurons(n) : outputs.get(n));
        }
        shortestUs = spikes.steps().stream().mapToLong(SpikeBatch.Step::binUs).min().orElse(1);
    }

    ChartPicture picture(String title, String remark, boolean moving) {
        int height = HEAD + neurons.stream().mapToInt(n -> height(n) + GAP).sum();
        return new ChartPicture(
                title,
                WIDTH,
                height,
                moving ? Math.min(FRAMES, spikes.steps().size()) : 1,
                style -> chart(style, title, remark));
    }

    private static int height(int neurons) {
        return Math.max(LOWEST, Math.min(HIGHEST, neurons * PER_NEURON));
    }

    private JFreeChart chart(ChartStyle style, String title, String remark) {
        CombinedDomainXYPlot plots = new CombinedDomainXYPlot(span.axis(style));
        plots.setGap(GAP);
        for (int n = 0; n < neurons.size(); n++) {
            plots.add(plot(style, n), height(neurons.get(n)));
        }
        return style.chart(title, remark, plots, false);
    }

    private XYPlot plot(ChartStyle style, int n) {
        boolean last = n == neurons.size() - 1;
        int count = neurons.get(n);
        int ground = style.theme().pixel().getRGB();
        CellChart cells = new CellChart(span, shortestUs, count, ground);
        for (SpikeBatch.Step step : spikes.steps()) {
            long endUs = step.binStartUs() + step.binUs();
            for (int neuron : step.neurons()[n]) {
                Color color =
                        last ? classes.colorOf(style.theme(), neuron) : style.theme().color(0);
                cells.fill(step.binStartUs(), endUs, neuron, color.getRGB());
            }
        }
        String label = "layer " + spikes.layers()[n];
        return cells.plot(
                style, CellChart.axis(style, label, count, last ? classes : ClassNames.NONE));
    }
}
