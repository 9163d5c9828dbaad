package org.spikelink.jobs.watch;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A {@link Snapshot} as lines of text: one of totals, and a table. */
public final class SnapshotText {
    /** Lines that are not rows. */
    public static final int OTHER_LINES = 5;

    private static final int OTHER_COLUMNS = 62;
    private static final int NARROWEST_NAME = 12;
    private static final int WIDEST_LABEL = 20;
    private static final int CELL_MARGIN = 2;

    private SnapshotText() {}

    /**
     * The lines of a snapshot.
     *
     * @param columns of the terminal; long names are cut to fit
     */
    public static List<String> lines(Snapshot snapshot, int columns) {
        return (totals(snapshot) + System.lineSeparator() + table(snapshot, columns))
                .lines()
                .toList();
    }

    private static String totals(Snapshot s) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d streams, %.1f classes/s, %.0f spikes/s, latency p50 %s p99 %s",
                        s.streams(),
                        s.classesPerSecond(),
                        s.spikesPerSecond(),
                        ms(s.p50Ms()),
                        ms(s.p99Ms())));
        if (s.undecodable() > 0) {
            text.append(", ").append(s.undecodable()).append(" undecodable records");
        }
        s.brokerMissing()
                .ifPresent(
                        missing ->
                                text.append(", BROKER GONE for ")
                                        .append(missing.toSeconds())
                                        .append(" s"));
        return text.toString();
    }

    private static String table(Snapshot s, int columns) {
        int nameWidth = Math.max(NARROWEST_NAME, columns - OTHER_COLUMNS) + CELL_MARGIN;
        Column[] header = {
            column("stream", HorizontalAlign.LEFT, nameWidth),
            column("class", HorizontalAlign.LEFT, WIDEST_LABEL + CELL_MARGIN),
            column("confidence", HorizontalAlign.RIGHT, WIDEST_LABEL),
            column("spikes/s", HorizontalAlign.RIGHT, WIDEST_LABEL),
            column("latency", HorizontalAlign.RIGHT, WIDEST_LABEL)
        };
        String[][] rows = s.rows().stream().map(SnapshotText::cells).toArray(String[][]::new);
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .data(header, rows)
                .asString();
    }

    private static Column column(String title, HorizontalAlign align, int width) {
        return new Column()
                .header(title)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(width, OverflowBehaviour.ELLIPSIS_RIGHT);
    }

    private static String[] cells(StreamRow row) {
        boolean decided = row.label().isPresent();
        return new String[] {
            printable(row.stream()),
            printable(row.label().orElse("-")),
            decided ? String.format(Locale.ROOT, "%.2f", row.confidence()) : "-",
            String.format(Locale.ROOT, "%.0f", row.spikesPerSecond()),
            row.latencyMs() + " ms"
        };
    }

    private static String ms(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() + " ms" : "-";
    }

    /** Names come from sensors: one must not be able to steer the terminal. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c)
                .map(c -> Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
