package org.spikelink.tools.plot;

import java.awt.image.BufferedImage;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeriesCollection;
import org.spikelink.charts.ChartStyle;

/**
 * A plot of cells, steps across and neurons upwards, as an image: a picture of a million spikes is no larger than one of a
 * hundred.
 */
final class CellChart {
    private static final int MOST_COLUMNS = 1_720;
    private static final int MOST_ROWS = 480;
    private static final int GAP_FROM = 4;

    private final TimeSpan span;
    private final int neurons;
    private final int columns;
    private final int rows;
    private final int wide;
    private final int high;
    private final BufferedImage image;

    /**
     * An empty plot.
     *
     * @param shortestUs shortest bin of a step, µs
     */
    CellChart(TimeSpan span, long shortestUs, int neurons, int ground) {
        this.span = span;
        this.neurons = neurons;
        columns = (int) Math.max(1, Math.min(MOST_COLUMNS, span.us() / Math.max(1, shortestUs)));
        rows = Math.min(MOST_ROWS, neurons);
        wide = Math.max(1, MOST_COLUMNS / columns);
        high = Math.max(1, MOST_ROWS / rows);
        image = new BufferedImage(columns * wide, rows * high, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, ground);
            }
        }
    }

    /** Fills the cells of one neuron from one time to another, with a gap around large cells. */
    void fill(long fromUs, long toUs, int neuron, int rgb) {
        fill(fromUs, toUs, neuron, rgb, true);
    }

    /** Fills the cells without gaps. */
    void fillWhole(long fromUs, long toUs, int neuron, int rgb) {
        fill(fromUs, toUs, neuron, rgb, false);
    }

    private void fill(long fromUs, long toUs, int neuron, int rgb, boolean gaps) {
        int left = column(fromUs) * wide;
        int right = Math.max(left + wide, column(toUs) * wide);
        int row = (int) ((long) neuron * rows / neurons);
        int top = (rows - 1 - row) * high;
        int gapX = gaps && wide >= GAP_FROM ? Math.max(1, wide / 10) : 0;
        int gapY = gaps && high >= GAP_FROM ? Math.max(1, high / 6) : 0;
        for (int x = left + gapX; x < Math.min(image.getWidth(), right - gapX); x++) {
            for (int y = top + gapY; y < top + high - gapY; y++) {
                image.setRGB(x, y, rgb);
            }
        }
    }

    private int column(long us) {
        return (int) Math.floor((double) (us - span.startUs()) * columns / span.us());
    }

    /** The plot; neuron n is at n. */
    XYPlot plot(ChartStyle style, ValueAxis axis) {
        axis.setRange(-0.5, neurons - 0.5);
        XYPlot plot = style.plot(new XYPlot(new XYSeriesCollection(), null, axis, null));
        plot.addAnnotation(new XYDataImageAnnotation(image, 0, -0.5, span.length(), neurons));
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(false);
        return plot;
    }

    /** An axis of neurons, with the classes' names if there are few and each has one neuron. */
    static NumberAxis axis(ChartStyle style, String label, int neurons, ClassNames classes) {
        NumberAxis plain = style.countAxis(label);
        if (!classes.fits(neurons)) {
            return plain;
        }
        SymbolAxis names = new SymbolAxis(label, classes.shown());
        names.setGridBandsVisible(false);
        names.setLabelFont(plain.getLabelFont());
        names.setLabelPaint(plain.getLabelPaint());
        names.setTickLabelFont(plain.getTickLabelFont());
        names.setTickLabelPaint(plain.getTickLabelPaint());
        names.setAxisLineVisible(false);
        names.setTickMarksVisible(false);
        return names;
    }
}
