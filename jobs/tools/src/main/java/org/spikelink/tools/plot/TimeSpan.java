package org.spikelink.tools.plot;

import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.spikelink.charts.ChartStyle;

/**
 * A span of sensor time, drawn from 0 in the unit that gives readable numbers.
 *
 * @param startUs first time, µs
 * @param endUs time after the last, µs, above {@code startUs}
 */
record TimeSpan(long startUs, long endUs) {
    private static final long MS = 1_000;
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    TimeSpan {
        if (endUs <= startUs) {
            throw new IllegalArgumentException(
                    "a span must end after its start (got %d and %d us)".formatted(startUs, endUs));
        }
    }

    long us() {
        return endUs - startUs;
    }

    /** A time in units from the start. */
    double at(double us) {
        return (us - startUs) / unitUs();
    }

    /** A time in units from the start. */
    double at(long us) {
        return (us - startUs) / unitUs();
    }

    /** The end in units from the start. */
    double length() {
        return at(endUs);
    }

    /** The horizontal axis of a chart. */
    NumberAxis axis(ChartStyle style) {
        NumberAxis axis = style.axis("time (" + unit() + ")");
        axis.setRange(0, length());
        return axis;
    }

    /** Part {@code n} of {@code parts} equal ones. */
    TimeSpan part(int n, int parts) {
        return new TimeSpan(
                startUs + us() * n / parts,
                Math.max(startUs + us() * n / parts + 1, startUs + us() * (n + 1) / parts));
    }

    /** Two times from the start, for people. */
    String text(TimeSpan part) {
        return digits(part.startUs) + " to " + digits(part.endUs) + " " + unit();
    }

    private String digits(long us) {
        double value = at(us);
        String digits =
                value >= 100 || value == Math.rint(value) ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, value);
    }

    private double unitUs() {
        return us() < 5 * MS ? 1 : us() < 5 * SECOND ? MS : us() < 10 * MINUTE ? SECOND : MINUTE;
    }

    private String unit() {
        double unit = unitUs();
        return unit == 1 ? "µs" : unit == MS ? "ms" : unit == SECOND ? "s" : "min";
    }
}
