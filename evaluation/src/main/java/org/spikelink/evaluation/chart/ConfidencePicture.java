package org.spikelink.evaluation.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;
import org.spikelink.charts.Picture;
import org.spikelink.evaluation.confidence.ConfidenceStudy;

/**
 * What a model's confidences are worth, in charts side by side: reliability, accuracy against the share answered and, where
 * windows could end early, accuracy against latency.
 */
public final class ConfidencePicture implements Picture {
    private static final int CHART_WIDTH = 420;
    private static final int HEIGHT = 420;

    private final String model;
    private final List<ChartPicture> charts = new ArrayList<>();

    /** The pictures of a study of {@code model}. */
    public ConfidencePicture(String model, ConfidenceStudy study) {
        this.model = model;
        charts.add(chart(new ReliabilityChart(study)::chart));
        charts.add(chart(new AnswerChart(study)::chart));
        if (!study.early().isEmpty()) {
            charts.add(chart(new LatencyChart(study)::chart));
        }
    }

    private ChartPicture chart(Function<ChartStyle, JFreeChart> chart) {
        return new ChartPicture(title(), CHART_WIDTH, HEIGHT, chart);
    }

    @Override
    public int width() {
        return charts.size() * CHART_WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public String title() {
        return "What the confidences of " + model + " are worth";
    }

    @Override
    public void draw(Graphics2D graphics, ChartTheme theme) {
        graphics.setPaint(theme.ground());
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        for (int n = 0; n < charts.size(); n++) {
            charts.get(n)
                    .drawAreas(
                            graphics,
                            theme,
                            new Rectangle2D.Double(
                                    n * (double) CHART_WIDTH, 0, CHART_WIDTH, HEIGHT));
        }
    }
}
