package org.spikelink.evaluation.chart;

import java.awt.geom.Ellipse2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartStyle;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.evaluation.confidence.EarlyPoint;

/** Accuracy against the mean time from a window's start to its decision, a line for each number of steps in a row. */
final class LatencyChart {
    private static final Set<Double> NAMED = Set.of(0.5, 0.9, 0.99);

    private final ConfidenceStudy study;

    LatencyChart(ConfidenceStudy study) {
        this.study = study;
    }

    JFreeChart chart(ChartStyle style) {
        Map<Integer, XYSeries> bySteps = new LinkedHashMap<>();
        XYSeries full = new XYSeries("never early", false);
        full.add(ms(study.full()), study.full().accuracy());
        XYSeriesCollection lines = new XYSeriesCollection();
        lines.addSeries(full);
        for (EarlyPoint p : study.early()) {
            bySteps.computeIfAbsent(p.steps(), LatencyChart::series).add(ms(p), p.accuracy());
        }
        bySteps.values().forEach(lines::addSeries);
        NumberAxis time = style.axis("mean time to the decision, ms");
        time.setAutoRangeIncludesZero(true);
        time.setUpperMargin(0.12);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        XYPlot plot =
                style.plot(new XYPlot(lines, time, ShareAxis.of(style, "accuracy"), renderer));
        for (int n = 0; n < lines.getSeriesCount(); n++) {
            renderer.setSeriesPaint(n, n == 0 ? style.theme().ink() : style.theme().color(n - 1));
            renderer.setSeriesStroke(n, ChartStyle.line(2));
            double size = n == 0 ? 10 : 6;
            renderer.setSeriesShape(n, new Ellipse2D.Double(-size / 2, -size / 2, size, size));
        }
        study.early().stream()
                .filter(p -> p.steps() == study.early().get(0).steps())
                .filter(p -> NAMED.contains(p.confidence()))
                .forEach(p -> plot.addAnnotation(name(style, p)));
        return style.chart("Deciding sooner", "early.confidence beside its point", plot, true);
    }

    private static XYSeries series(int steps) {
        return new XYSeries(steps == 1 ? "1 step" : steps + " steps in a row", false);
    }

    private static XYTextAnnotation name(ChartStyle style, EarlyPoint p) {
        XYTextAnnotation text = new XYTextAnnotation("  " + p.confidence(), ms(p), p.accuracy());
        text.setTextAnchor(TextAnchor.TOP_LEFT);
        text.setFont(ChartStyle.SMALL);
        text.setPaint(style.theme().faint());
        return text;
    }

    private static double ms(EarlyPoint p) {
        return p.latencyUs() / 1000;
    }
}
