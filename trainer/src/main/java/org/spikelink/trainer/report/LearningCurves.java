package org.spikelink.trainer.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.trainer.run.EpochRecord;

/** Curves over the epochs. */
final class LearningCurves {
    private static final double DECADES = 1000;

    private final List<EpochRecord> history;
    private final int bestEpoch;

    LearningCurves(List<EpochRecord> history, int bestEpoch) {
        this.history = history;
        this.bestEpoch = bestEpoch;
    }

    byte[] loss() {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "training", EpochRecord::loss);
        add(lines, "validation", EpochRecord::validationLoss);
        return png("Loss", lines, ChartStyle.axis("loss"));
    }

    byte[] accuracy() {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "training", e -> 100 * e.accuracy());
        add(lines, "validation", e -> 100 * e.validationAccuracy());
        NumberAxis axis = ChartStyle.axis("accuracy, %");
        axis.setAutoRangeIncludesZero(false);
        axis.setAutoRangeMinimumSize(2); // also with a single epoch
        return png("Accuracy", lines, axis);
    }

    byte[] gradients() {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "mean", EpochRecord::gradientNorm);
        add(lines, "largest", EpochRecord::largestNorm);
        return png(
                "Gradient norms", lines, spansDecades() ? logarithmic() : ChartStyle.axis("norm"));
    }

    private boolean spansDecades() {
        double smallest = history.stream().mapToDouble(EpochRecord::gradientNorm).min().orElse(1);
        double largest = history.stream().mapToDouble(EpochRecord::largestNorm).max().orElse(1);
        return largest > DECADES * smallest;
    }

    private static NumberAxis logarithmic() {
        LogarithmicAxis axis = new LogarithmicAxis("norm");
        axis.setStrictValuesFlag(false); // norms of 0 are drawn at 0
        axis.setLabelFont(ChartStyle.small());
        axis.setTickLabelFont(ChartStyle.small());
        return axis;
    }

    byte[] rates() {
        XYSeriesCollection lines = new XYSeriesCollection();
        int layers = history.isEmpty() ? 0 : history.get(0).firingRates().length;
        for (int n = 0; n < layers; n++) {
            int layer = n;
            add(lines, "spiking layer " + (n + 1), e -> e.firingRates()[layer]);
        }
        return png("Firing rates", lines, ChartStyle.axis("spikes per neuron and step"));
    }

    private void add(XYSeriesCollection lines, String name, ToDoubleFunction<EpochRecord> value) {
        XYSeries series = new XYSeries(name);
        for (EpochRecord epoch : history) {
            double y = value.applyAsDouble(epoch);
            if (Double.isFinite(y)) {
                series.add(epoch.epoch(), y);
            }
        }
        if (!series.isEmpty()) {
            lines.addSeries(series);
        }
    }

    private byte[] png(String title, XYSeriesCollection lines, NumberAxis axis) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, history.size() < 3);
        for (int n = 0; n < lines.getSeriesCount(); n++) {
            renderer.setSeriesPaint(n, ChartStyle.color(n));
            renderer.setSeriesStroke(n, ChartStyle.line());
        }
        XYPlot plot = new XYPlot(lines, ChartStyle.countAxis("epoch"), axis, renderer);
        ChartStyle.plain(plot);
        if (bestEpoch > 0) {
            ValueMarker best = new ValueMarker(bestEpoch, ChartStyle.INK, ChartStyle.line());
            best.setAlpha(0.35f);
            best.setLabel(" kept");
            best.setLabelFont(ChartStyle.small());
            best.setLabelAnchor(RectangleAnchor.TOP_LEFT);
            best.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
            plot.addDomainMarker(best);
        }
        return ChartStyle.png(ChartStyle.chart(title, plot), ChartStyle.WIDTH, ChartStyle.HEIGHT);
    }
}
