package org.spikelink.evaluation.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartStyle;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.evaluation.confidence.Reliability;

/** Accuracy against confidence, before and after calibration; the larger a point, the more windows. */
final class ReliabilityChart {
    private static final double SMALLEST = 4;
    private static final double LARGEST = 18;

    /** Beyond 1, so that the largest point is whole. */
    private static final double EDGE = 0.04;

    private final ConfidenceStudy study;

    ReliabilityChart(ConfidenceStudy study) {
        this.study = study;
    }

    JFreeChart chart(ChartStyle style) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYSeries diagonal = new XYSeries("accuracy = confidence");
        diagonal.add(0, 0);
        diagonal.add(1, 1);
        lines.addSeries(diagonal);
        if (study.isCalibrated()) {
            lines.addSeries(series("temperature 1", study.before()));
            lines.addSeries(
                    series(
                            String.format(Locale.ROOT, "temperature %.3g", study.temperature()),
                            study.after()));
        } else {
            lines.addSeries(series("not calibrated", study.after()));
        }
        XYLineAndShapeRenderer renderer = new Renderer(study);
        renderer.setSeriesPaint(0, style.theme().faint());
        renderer.setSeriesStroke(
                0,
                new BasicStroke(
                        1,
                        BasicStroke.CAP_ROUND,
                        BasicStroke.JOIN_ROUND,
                        1,
                        new float[] {4, 4},
                        0));
        renderer.setSeriesShapesVisible(0, false);
        for (int n = 1; n < lines.getSeriesCount(); n++) {
            boolean last = n == lines.getSeriesCount() - 1;
            renderer.setSeriesPaint(n, style.theme().color(last ? 0 : 1));
            renderer.setSeriesLinesVisible(n, false); // a line would join bins of few windows
            renderer.setSeriesShape(n, new Ellipse2D.Double(-4, -4, 8, 8)); // in the legend
        }
        XYPlot plot =
                style.plot(
                        new XYPlot(
                                lines,
                                ShareAxis.whole(style, "confidence", EDGE),
                                ShareAxis.whole(style, "accuracy", EDGE),
                                renderer));
        return style.chart("Reliability", remark(), plot, true);
    }

    private String remark() {
        return study.isCalibrated()
                ? String.format(
                        Locale.ROOT,
                        "calibration error %.2f %%, was %.2f %%; %,d windows",
                        100 * study.after().ece(),
                        100 * study.before().ece(),
                        study.windows())
                : String.format(
                        Locale.ROOT,
                        "calibration error %.2f %%; %,d windows",
                        100 * study.after().ece(),
                        study.windows());
    }

    private static XYSeries series(String name, Reliability r) {
        XYSeries series = new XYSeries(name, false);
        for (int b = 0; b < Reliability.BINS; b++) {
            if (r.counts()[b] > 0) {
                series.add(r.confidences()[b], r.accuracies()[b]);
            }
        }
        return series;
    }

    /** With points whose area grows with their share of windows. */
    private static final class Renderer extends XYLineAndShapeRenderer {
        private static final long serialVersionUID = 1;
        private final transient ConfidenceStudy study;

        Renderer(ConfidenceStudy study) {
            super(true, true);
            this.study = study;
        }

        @Override
        public Shape getItemShape(int row, int column) {
            Reliability r = row == 1 && study.isCalibrated() ? study.before() : study.after();
            double share = count(r, column) / (double) r.total();
            double size = Math.max(SMALLEST, LARGEST * Math.sqrt(share));
            return new Ellipse2D.Double(-size / 2, -size / 2, size, size);
        }

        /** Windows in the {@code n}th bin that is not empty. */
        private static int count(Reliability r, int n) {
            int left = n;
            for (int count : r.counts()) {
                if (count > 0 && left-- == 0) {
                    return count;
                }
            }
            return 0;
        }
    }
}
