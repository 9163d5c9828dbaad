package org.spikelink.tools.plot;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Numbers as people read them: 1,500 is 1.5 k, 2,000,000 is 2 M. */
public final class ShortNumbers extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private static final String[] UNITS = {"", " k", " M", " G", " T"};
    private static final double STEP = 1000;

    /** A number of at most three significant digits, and its unit. */
    public static String of(double number) {
        int unit = 0;
        double value = number;
        while (Math.abs(value) >= STEP - 0.5 && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        String digits = String.format(Locale.ROOT, decimals(Math.abs(value)), value);
        return (digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits) + UNITS[unit];
    }

    private static String decimals(double value) {
        return value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition at) {
        return to.append(of(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition at) {
        return to.append(of((double) number));
    }

    @Override
    public Number parse(String source, ParsePosition at) {
        throw new UnsupportedOperationException("these numbers are written only");
    }
}
