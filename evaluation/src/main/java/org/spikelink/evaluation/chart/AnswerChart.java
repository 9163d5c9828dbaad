package org.spikelink.evaluation.chart;

import java.awt.geom.Ellipse2D;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartStyle;
import org.spikelink.evaluation.confidence.AnswerPoint;
import org.spikelink.evaluation.confidence.ConfidenceStudy;

/** Accuracy of the answered windows against their share, a point for each threshold. */
final class AnswerChart {
    private static final Set<Double> NAMED = Set.of(0.5, 0.9, 0.99);

    /** Beyond 1, for the name of a point there. */
    private static final double ROOM = 0.16;

    private final ConfidenceStudy study;

    AnswerChart(ConfidenceStudy study) {
        this.study = study;
    }

    JFreeChart chart(ChartStyle style) {
        XYSeries line = new XYSeries("answered windows", false);
        XYSeries own = new XYSeries("the model's threshold", false);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        XYSeriesCollection lines = new XYSeriesCollection();
        lines.addSeries(own);
        lines.addSeries(line);
        XYPlot plot =
                style.plot(
                        new XYPlot(
                                lines,
                                ShareAxis.whole(style, "share answered", ROOM),
                                ShareAxis.of(style, "accuracy of the answers"),
                                renderer));
        for (AnswerPoint p : study.answers()) {
            if (p.answered() > 0) {
                line.add(p.answered(), p.accuracy());
                if (p.abstainBelow() == study.own().abstainBelow()) {
                    own.add(p.answered(), p.accuracy());
                }
                if (NAMED.contains(p.abstainBelow())) {
                    plot.addAnnotation(name(style, p));
                }
            }
        }
        renderer.setSeriesPaint(1, style.theme().color(0));
        renderer.setSeriesStroke(1, ChartStyle.line(2));
        renderer.setSeriesShape(1, new Ellipse2D.Double(-3, -3, 6, 6));
        renderer.setSeriesPaint(0, style.theme().color(1));
        renderer.setSeriesShape(0, new Ellipse2D.Double(-5, -5, 10, 10));
        renderer.setSeriesLinesVisible(0, false);
        return style.chart("Answering less", "abstain_below beside its point", plot, true);
    }

    private static XYTextAnnotation name(ChartStyle style, AnswerPoint p) {
        XYTextAnnotation text =
                new XYTextAnnotation("   " + p.abstainBelow(), p.answered(), p.accuracy());
        text.setTextAnchor(TextAnchor.CENTER_LEFT);
        text.setFont(ChartStyle.SMALL);
        text.setPaint(style.theme().faint());
        return text;
    }
}
