package org.spikelink.tools.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartStyle;
import org.spikelink.charts.ChartTheme;
import org.spikelink.core.record.SpikeBatch;

/** Events per second, and spikes per second of each layer, over time. */
final class RateChart {
    private static final int WIDTH = 960;
    private static final int HEAD = 150;
    private static final int PLOT = 240;
    private static final int FRAMES = 40;
    private static final int MOST_BINS = 160;

    private final TimeSpan span;
    private final long binUs;
    private final List<Counts> events = new ArrayList<>();
    private final List<Counts> spikes = new ArrayList<>();

    /** What is counted, in bins of equal length. */
    private record Counts(String name, double[] perSecond) {}

    /** Nothing counted yet, over a span. */
    RateChart(TimeSpan span) {
        this.span = span;
        binUs = niceBin(span.us());
    }

    /** 1, 2 or 5 times a power of ten that cuts the span into at most {@value #MOST_BINS} bins. */
    static long niceBin(long spanUs) {
        long bin = 1;
        for (int n = 0; bin * MOST_BINS < spanUs; n++) {
            bin = n % 3 == 1 ? bin / 2 * 5 : bin * 2;
        }
        return bin;
    }

    private int bins() {
        return (int) ((span.us() + binUs - 1) / binUs);
    }

    /** Counts a sensor's events. */
    RateChart withEvents(PlotSource source) {
        double[] on = new double[bins()];
        double[] off = new double[bins()];
        EventScan.forEach(
                source,
                (tUs, x, y, isOn) -> {
                    int bin = (int) ((tUs - span.startUs()) / binUs);
                    if (tUs >= span.startUs() && bin < on.length) {
                        (isOn ? on : off)[bin] += 1e6 / lengthUs(bin);
                    }
                });
        events.add(new Counts("ON events", on));
        events.add(new Counts("OFF events", off));
        return this;
    }

    /** Counts the spikes of each reported layer; a step counts where its bin ends. */
    RateChart withSpikes(SpikeSteps steps) {
        for (int n = 0; n < steps.layers().length; n++) {
            double[] rate = new double[bins()];
            for (SpikeBatch.Step step : steps.steps()) {
                long endUs = step.binStartUs() + Math.max(1, step.binUs());
                spread(rate, step.binStartUs(), endUs, step.neurons()[n].length);
            }
            spikes.add(new Counts("layer " + steps.layers()[n], rate));
        }
        return this;
    }

    /** Spreads a count evenly over a part of the span. */
    private void spread(double[] rate, long fromUs, long toUs, int count) {
        if (count == 0) {
            return;
        }
        for (long us = Math.max(fromUs, span.startUs()); us < Math.min(toUs, span.endUs()); ) {
            int bin = (int) ((us - span.startUs()) / binUs);
            long end = Math.min(toUs, span.startUs() + (bin + 1) * binUs);
            double share = (double) (end - us) / (toUs - fromUs);
            rate[bin] += count * share * 1e6 / lengthUs(bin);
            us = end;
        }
    }

    /** The last bin may be shorter. */
    private long lengthUs(int bin) {
        return Math.min(binUs, span.us() - bin * binUs);
    }

    ChartPicture picture(String title, String remark, boolean moving) {
        int plots = (events.isEmpty() ? 0 : 1) + (spikes.isEmpty() ? 0 : 1);
        String bins = "bins of " + bin();
        return new ChartPicture(
                title,
                WIDTH,
                HEAD + plots * PLOT,
                moving ? Math.min(FRAMES, bins()) : 1,
                style -> chart(style, title, remark.isEmpty() ? bins : remark + "; " + bins));
    }

    private String bin() {
        return binUs < 1_000
                ? binUs + " µs"
                : binUs < 1_000_000
                        ? String.format(Locale.ROOT, "%s ms", plain(binUs / 1e3))
                        : String.format(Locale.ROOT, "%s s", plain(binUs / 1e6));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private JFreeChart chart(ChartStyle style, String title, String remark) {
        CombinedDomainXYPlot plots = new CombinedDomainXYPlot(span.axis(style));
        plots.setGap(18);
        if (!events.isEmpty()) {
            List<Color> colors = List.of(style.theme().on(), style.theme().off());
            plots.add(plot(style, "events/s", events, colors));
        }
        if (!spikes.isEmpty()) {
            plots.add(plot(style, "spikes/s", spikes, style.theme().series()));
        }
        return style.chart(title, remark, plots, true);
    }

    private XYPlot plot(ChartStyle style, String label, List<Counts> counts, List<Color> colors) {
        NumberAxis axis = style.axis(label);
        axis.setAutoRangeIncludesZero(true);
        axis.setNumberFormatOverride(new ShortNumbers());
        XYSeriesCollection lines = new XYSeriesCollection();
        XYSeriesCollection areas = new XYSeriesCollection(); // one data set has one renderer
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        XYAreaRenderer area = new XYAreaRenderer(XYAreaRenderer.AREA);
        for (int n = 0; n < counts.size(); n++) {
            lines.addSeries(line(n, counts.get(n)));
            areas.addSeries(line(n, counts.get(n)));
            Color color = colors.get(n % colors.size());
            renderer.setSeriesPaint(n, color);
            renderer.setSeriesStroke(n, ChartStyle.line(1.8f));
            area.setSeriesPaint(n, ChartTheme.translucent(color, 0.16));
            area.setSeriesVisibleInLegend(n, false);
        }
        XYPlot plot = style.plot(new XYPlot(lines, null, axis, renderer));
        plot.setDataset(1, areas);
        plot.setRenderer(1, area);
        return plot;
    }

    /** A bin's rate holds over the whole bin. */
    private XYSeries line(int n, Counts counts) {
        XYSeries line = new XYSeries(new Named(n, counts.name()), false, true);
        for (int bin = 0; bin < counts.perSecond().length; bin++) {
            double startUs = span.startUs() + (double) bin * binUs;
            line.add(span.at(startUs), counts.perSecond()[bin]);
            line.add(span.at(startUs + lengthUs(bin)), counts.perSecond()[bin]);
        }
        return line;
    }
}
