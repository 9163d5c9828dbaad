package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The values that a share has had on validation data.
 *
 * @param low the lowest, 0..1
 * @param high the highest, at least {@code low} and at most 1
 */
public record Band(double low, double high) {
    public Band {
        require(
                low >= 0 && high <= 1 && low <= high,
                "bands must be [low, high] with 0 <= low <= high <= 1 (got [%s, %s])",
                low,
                high);
    }

    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** For people: {@code 0.01234 to 0.1}. */
    public String text() {
        return shown(low) + " to " + shown(high);
    }

    private static String shown(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
