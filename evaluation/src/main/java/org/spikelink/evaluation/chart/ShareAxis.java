package org.spikelink.evaluation.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.spikelink.charts.ChartStyle;

/** Axes of shares, in percent. */
final class ShareAxis {
    private ShareAxis() {}

    /** An axis from 0 to 1 and {@code edge} more. */
    static NumberAxis whole(ChartStyle style, String label, double edge) {
        NumberAxis axis = of(style, label);
        axis.setRange(0, 1 + edge);
        return axis;
    }

    /** An axis of the range that the data have. */
    static NumberAxis of(ChartStyle style, String label) {
        NumberAxis axis = style.axis(label);
        axis.setUpperMargin(0.1); // room for names beside points
        axis.setNumberFormatOverride(
                new DecimalFormat("0.## %", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }
}
