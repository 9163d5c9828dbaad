package org.spikelink.connectors.recordings.events.table;

import java.util.Optional;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** The unit of a table's times: given with {@code --time-unit}, by default µs for integers. */
enum TimeScale {
    S(1_000_000, 1),
    MS(1_000, 1),
    US(1, 1),
    NS(1, 1_000);

    private final long times;
    private final long parts;

    TimeScale(long times, long parts) {
        this.times = times;
        this.parts = parts;
    }

    static Optional<TimeScale> stated(OpenOptions options, RecordingSource source) {
        return options.timeUnit()
                .map(
                        unit ->
                                switch (unit) {
                                    case "s" -> S;
                                    case "ms" -> MS;
                                    case "us" -> US;
                                    case "ns" -> NS;
                                    default ->
                                            throw source.error(
                                                    "--time-unit must be s, ms, us or ns (got "
                                                            + unit
                                                            + ")");
                                });
    }

    /** µs of a whole number of units; {@link ArithmeticException} on overflow. */
    long us(long value) {
        return Math.floorDiv(Math.multiplyExact(value, times), parts);
    }

    /** µs of units with fractions, rounded to the nearest. */
    long us(double value) {
        double us = value * times / parts;
        if (!(Math.abs(us) < 9e18)) {
            throw new ArithmeticException("out of range");
        }
        return Math.round(us);
    }
}
