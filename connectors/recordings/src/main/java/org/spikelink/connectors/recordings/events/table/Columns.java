package org.spikelink.connectors.recordings.events.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/**
 * The columns of a table by content.
 *
 * @param t number of the column of times, from 0
 * @param x of columns
 * @param y of rows
 * @param p of polarities
 * @param unit of times, if the name of their column states it
 */
record Columns(int t, int x, int y, int p, Optional<TimeScale> unit) {
    private static final Map<String, Character> ROLES =
            Map.ofEntries(
                    Map.entry("t", 't'),
                    Map.entry("ts", 't'),
                    Map.entry("time", 't'),
                    Map.entry("times", 't'),
                    Map.entry("timestamp", 't'),
                    Map.entry("timestamps", 't'),
                    Map.entry("event_timestamp", 't'),
                    Map.entry("x", 'x'),
                    Map.entry("xs", 'x'),
                    Map.entry("y", 'y'),
                    Map.entry("ys", 'y'),
                    Map.entry("p", 'p'),
                    Map.entry("ps", 'p'),
                    Map.entry("pol", 'p'),
                    Map.entry("polarity", 'p'),
                    Map.entry("polarities", 'p'),
                    Map.entry("on", 'p'));

    /** {@code t_us}, {@code timestamp [us]}, {@code time(s)}. */
    private static final Pattern WITH_UNIT =
            Pattern.compile("(.*[a-z])[ _]?[\\[(]?(?<=[^a-z])(s|sec|ms|us|usec|ns)[\\])]?");

    /** The columns by their names; empty if one is missing or occurs twice. */
    static Optional<Columns> named(List<String> given) {
        List<String> names =
                given.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        List<Character> roles = names.stream().map(Columns::role).toList();
        boolean whole = "txyp".chars().allMatch(c -> count(roles, (char) c) == 1);
        return whole
                ? Optional.of(
                        new Columns(
                                roles.indexOf('t'),
                                roles.indexOf('x'),
                                roles.indexOf('y'),
                                roles.indexOf('p'),
                                unit(names.get(roles.indexOf('t')))))
                : Optional.empty();
    }

    private static char role(String name) {
        Matcher matcher = WITH_UNIT.matcher(name);
        boolean time = matcher.matches() && ROLES.getOrDefault(matcher.group(1), '-') == 't';
        return time ? 't' : ROLES.getOrDefault(name, '-');
    }

    private static Optional<TimeScale> unit(String name) {
        Matcher matcher = WITH_UNIT.matcher(name);
        return matcher.matches() && !ROLES.containsKey(name)
                ? Optional.of(
                        switch (matcher.group(2)) {
                            case "s", "sec" -> TimeScale.S;
                            case "ms" -> TimeScale.MS;
                            case "ns" -> TimeScale.NS;
                            default -> TimeScale.US;
                        })
                : Optional.empty();
    }

    private static long count(List<Character> roles, char role) {
        return roles.stream().filter(r -> r == role).count();
    }

    /** The columns given with {@code --columns}, which must contain each of t, x, y and p once. */
    static Optional<Columns> stated(OpenOptions options, RecordingSource source) {
        if (options.columns().isEmpty()) {
            return Optional.empty();
        }
        Optional<Columns> columns = named(options.columns());
        if (columns.isEmpty()) {
            throw source.error(
                    "--columns must name each of t, x, y and p once (got %s)"
                            .formatted(String.join(",", options.columns())));
        }
        return columns;
    }

    int last() {
        return Math.max(Math.max(t, x), Math.max(y, p));
    }
}
