package org.spikelink.trainer.report;

import java.awt.Color;
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

    Drawing loss() {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "training", EpochRecord::loss);
        add(lines, "validation", EpochRecord::validationLoss);
        return drawing("loss", "Loss", lines, ChartStyle.axis("loss"));
    }

    Drawing accuracy() {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "training", e -> 100 * e.accuracy());
        add(lines, "validation", e -> 100 * e.validationAccuracy());
        NumberAxis axis = ChartStyle.axis("accuracy, %");
        axis.setAutoRangeIncludesZero(false);
        axis.setAutoRangeMinimumSize(2); // also with a single epoch
        return drawing("accuracy", "Accuracy", lines, axis);
    }

    Drawing gradients() {
        XYSeriesCollection lines = new XYSeriesCollection();
        add(lines, "mean", EpochRecord::gradientNorm);
        add(lines, "largest", EpochRecord::largestNorm);
        return drawing(
                "gradients",
                "Norm of the gradient",
                lines,
                spansDecades() ? logarithmic() : ChartStyle.axis("norm"));
    }

    private boolean spansDecades() {
        double smallest = history.stream().mapToDouble(EpochRecord::gradientNorm).min().orElse(1);
        double largest = history.stream().mapToDouble(EpochRecord::largestNorm).max().orElse(1);
        return largest > DECADES * smallest;
    }

    private static NumberAxis logarithmic() {
        LogarithmicAxis axis = ChartStyle.styled(new LogarithmicAxis("norm"));
        axis.setStrictValuesFlag(false); // norms of 0 are drawn at 0
        return axis;
    }

    Drawing rates() {
        XYSeriesCollection lines = new XYSeriesCollection();
        int layers = history.isEmpty() ? 0 : history.get(0).firingRates().length;
        for (int n = 0; n < layers; n++) {
            int layer = n;
            add(lines, "spiking layer " + (n + 1), e -> e.firingRates()[layer]);
        }
        return drawing(
                "rates", "Mean firing rate", lines, ChartStyle.axis("spikes per neuron and step"));
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

    private Drawing drawing(String name, String title, XYSeriesCollection lines, NumberAxis axis) {
        XYLineAndShapeRenderer renderer = ChartStyle.lines();
        renderer.setDefaultShapesVisible(history.size() < 3);
        for (int n = 0; n < lines.getSeriesCount(); n++) {
            renderer.setSeriesPaint(n, ChartStyle.color(n));
            renderer.setSeriesStroke(n, ChartStyle.line());
        }
        XYPlot plot = new XYPlot(lines, ChartStyle.countAxis("epoch"), axis, renderer);
        ChartStyle.plain(plot);
        if (bestEpoch > 0) {
            ValueMarker best = new ValueMarker(bestEpoch, ChartStyle.FAINT, ChartStyle.dashes());
            best.setLabel("best epoch ");
            best.setLabelFont(ChartStyle.small());
            best.setLabelPaint(ChartStyle.FAINT);
            best.setLabelBackgroundColor(new Color(0, 0, 0, 0));
            boolean rises = name.equals("accuracy");
            best.setLabelAnchor(rises ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.TOP_LEFT);
            best.setLabelTextAnchor(rises ? TextAnchor.BOTTOM_RIGHT : TextAnchor.TOP_RIGHT);
            plot.addDomainMarker(best);
        }
        return new Drawing(
                name, ChartStyle.chart(title, plot), ChartStyle.WIDTH, ChartStyle.HEIGHT);
    }
}
