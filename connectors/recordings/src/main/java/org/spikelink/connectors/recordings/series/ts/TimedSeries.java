package org.spikelink.connectors.recordings.series.ts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The channels of a series whose values have times, each {@code (time,value),(time,value),...}. A time is a number, or a date
 * as {@code 2004-10-01 00:30:00}. All times must lie on a grid, whose step is the smallest difference of two times; where a
 * channel has no value, it is missing.
 */
final class TimedSeries {
    private static final double TOLERANCE = 1e-3; // steps
    private static final double ROUNDING = 1e-9;
    private static final int MOST_PER_VALUE = 4;
    private static final int MOST_MORE = 1024;
    private static final double MOST_TIME = 1e15;
    private static final int DATE_LENGTH = "2004-10-01 00:30:00".length();
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]");

    private final Function<String, RuntimeException> error;
    private final List<double[]> times = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();

    private TimedSeries(Function<String, RuntimeException> error) {
        this.error = error;
    }

    /**
     * The channels of a line, which colons separate outside of parentheses; behind the last one there may be a class.
     */
    static String[] split(String line) {
        List<String> fields = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int n = 0; n < line.length(); n++) {
            char c = line.charAt(n);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ':' && depth == 0) {
                fields.add(line.substring(from, n));
                from = n + 1;
            }
        }
        fields.add(line.substring(from));
        return fields.toArray(String[]::new);
    }

    /**
     * The values [T][C] on the grid, NaN where there is none.
     *
     * @param number reads a value
     * @param error creates the exception for a broken rule
     */
    static float[] read(
            String[] channels,
            Function<String, Float> number,
            Function<String, RuntimeException> error) {
        TimedSeries series = new TimedSeries(error);
        for (String channel : channels) {
            series.readChannel(channel.strip(), number);
        }
        return series.grid();
    }

    private void readChannel(String text, Function<String, Float> number) {
        double[] at = new double[16];
        float[] found = new float[16];
        int count = 0;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(')', from);
            int comma = end < 0 ? -1 : text.lastIndexOf(',', end);
            if (text.charAt(from) != '(' || comma <= from) {
                throw error.apply(
                        "a value must be (time,value) in a file with timestamps (got '%s')"
                                .formatted(shortened(text.substring(from))));
            }
            if (count == at.length) {
                at = Arrays.copyOf(at, 2 * count);
                found = Arrays.copyOf(found, 2 * count);
            }
            at[count] = time(text.substring(from + 1, comma).strip());
            found[count] = number.apply(text.substring(comma + 1, end).strip());
            if (count > 0 && at[count] <= at[count - 1]) {
                throw error.apply(
                        "timestamps of a channel must ascend (got '%s')"
                                .formatted(shortened(text.substring(from + 1, comma))));
            }
            count++;
            from = end + 1;
            if (from < text.length() && text.charAt(from) != ',') {
                throw error.apply(
                        "a comma must follow a value (got '%s')"
                                .formatted(shortened(text.substring(from))));
            }
            from++;
        }
        times.add(Arrays.copyOf(at, count));
        values.add(Arrays.copyOf(found, count));
    }

    private double time(String text) {
        double time = parsed(text);
        if (Double.isNaN(time)) {
            throw error.apply(
                    "a timestamp must be a number or a date (got '%s')".formatted(shortened(text)));
        }
        if (Math.abs(time) > MOST_TIME) {
            throw error.apply(
                    "a timestamp must be at most 1e15 (got '%s')".formatted(shortened(text)));
        }
        return time;
    }

    /** Seconds of a date, or a number; NaN if it is neither. */
    private static double parsed(String text) {
        boolean date = text.length() >= DATE_LENGTH && text.charAt(4) == '-';
        try {
            if (date) {
                Instant at = LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC);
                return at.toEpochMilli() / 1e3;
            }
            return Double.parseDouble(text);
        } catch (NumberFormatException | DateTimeParseException e) {
            return Double.NaN;
        }
    }

    private float[] grid() {
        double[] all = times.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        if (all.length == 0) {
            throw error.apply("a series must have values (got none)");
        }
        double first = all[0];
        double last = all[all.length - 1];
        double step = smallestStep(all);
        double samples = 1 + Math.rint((last - first) / step);
        if (samples * times.size() > (double) all.length * MOST_PER_VALUE + MOST_MORE) {
            throw error.apply(
                    "timestamps must be close to a grid of the smallest step %s (got %d samples for %d values)"
                            .formatted(step, (long) samples, all.length));
        }
        return fill(first, step, (int) samples);
    }

    /** The smallest difference of two of the ascending times that is not rounding; 1 if there is none. */
    private static double smallestStep(double[] ascending) {
        double step = Double.MAX_VALUE;
        for (int n = 1; n < ascending.length; n++) {
            double difference = ascending[n] - ascending[n - 1];
            if (difference > ROUNDING * Math.max(1, Math.abs(ascending[n]))) {
                step = Math.min(step, difference);
            }
        }
        return step == Double.MAX_VALUE ? 1 : step;
    }

    private float[] fill(double first, double step, int samples) {
        int channels = times.size();
        float[] grid = new float[samples * channels];
        Arrays.fill(grid, Float.NaN);
        for (int c = 0; c < channels; c++) {
            double[] at = times.get(c);
            long before = -1;
            for (int n = 0; n < at.length; n++) {
                double place = (at[n] - first) / step;
                long sample = Math.round(place);
                if (Math.abs(place - sample) > TOLERANCE || sample >= samples) {
                    throw error.apply(
                            "timestamps must lie on a grid of the smallest step %s (got one at %s steps)"
                                    .formatted(step, place));
                }
                if (sample == before) {
                    throw error.apply(
                            "timestamps of a channel must differ by a step of the grid, %s (got two within it, at %s steps)"
                                    .formatted(step, place));
                }
                before = sample;
                grid[(int) sample * channels + c] = values.get(c)[n];
            }
        }
        return grid;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
