package org.spikelink.tools.plot;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartPicture;
import org.spikelink.charts.ChartStyle;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.record.Samples;

/** The channels of a sensor that sends samples, over time. */
final class ChannelsChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int FRAMES = 40;
    private static final int MOST_CHANNELS = 24;
    private static final int MOST_NAMED = 10;
    private static final int MOST_POINTS = 4_000;

    private final List<float[]> samples = new ArrayList<>();
    private final int channels;
    private final TimeSpan span;
    private final long periodUs;

    /**
     * Reads all samples.
     *
     * @param periodUs time between samples, µs
     * @throws SpikelinkException if there are none
     */
    ChannelsChart(PlotSource source, long periodUs) {
        long[] startUs = {Long.MAX_VALUE};
        source.forEach(
                batch -> {
                    if (batch.payload() instanceof Samples found) {
                        startUs[0] = Math.min(startUs[0], batch.startUs());
                        add(found);
                    }
                });
        if (samples.isEmpty()) {
            throw new SpikelinkException(
                    Printable.of(source.name()) + ": there are no samples to draw");
        }
        this.periodUs = periodUs;
        channels = samples.get(0).length;
        span = new TimeSpan(startUs[0], startUs[0] + samples.size() * periodUs);
    }

    private void add(Samples found) {
        int c = found.channels();
        for (int t = 0; t < found.values().length / c; t++) {
            float[] row = new float[c];
            System.arraycopy(found.values(), t * c, row, 0, c);
            samples.add(row);
        }
    }

    ChartPicture picture(String title, String remark, boolean moving) {
        int shown = Math.min(channels, MOST_CHANNELS);
        String which =
                shown < channels
                        ? "the first %d of %d channels".formatted(shown, channels)
                        : channels + (channels == 1 ? " channel" : " channels");
        String text = remark.isEmpty() ? which : remark + "; " + which;
        return new ChartPicture(
                title,
                WIDTH,
                HEIGHT,
                moving ? Math.min(FRAMES, samples.size()) : 1,
                style -> {
                    XYPlot plot = plot(style);
                    plot.setDomainAxis(span.axis(style));
                    return style.chart(title, text, plot, shown > 1 && shown <= MOST_NAMED);
                });
    }

    /** The lines, without an axis of time. */
    XYPlot plot(ChartStyle style) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        int every = Math.max(1, samples.size() / MOST_POINTS);
        for (int c = 0; c < Math.min(channels, MOST_CHANNELS); c++) {
            XYSeries line = new XYSeries(new Named(c, "channel " + c), false, true);
            for (int t = 0; t < samples.size(); t += every) {
                float value = c < samples.get(t).length ? samples.get(t)[c] : Float.NaN;
                double x = span.at(span.startUs() + (double) t * periodUs);
                line.add(x, Float.isNaN(value) ? null : (Number) value);
            }
            lines.addSeries(line);
            renderer.setSeriesPaint(c, style.theme().color(c));
            renderer.setSeriesStroke(c, ChartStyle.line(1.5f));
        }
        return style.plot(new XYPlot(lines, null, style.axis("sample"), renderer));
    }
}
