package org.spikelink.tools.watch;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.spikelink.core.error.Printable;
import org.spikelink.tools.text.Sparkline;
import org.spikelink.tools.text.TroubleText;

/** A {@link Snapshot} as text: a line of totals and a table. */
public final class SnapshotText {
    /** Number of lines that are not rows. */
    public static final int OTHER_LINES = 5;

    private static final int OTHER_COLUMNS = 62;
    private static final int SPARKLINE_COLUMNS = RateMeter.HISTORY + 3;
    private static final int HEALTH_COLUMNS = 48;
    private static final int MODEL_COLUMNS = 23;
    private static final int WIDEST_HEALTH = 32;
    private static final int NARROWEST_NAME = 12;
    private static final int WIDEST_LABEL = 20;
    private static final int CELL_MARGIN = 2;
    private static final int SPARKLINE_AT = 4;

    private SnapshotText() {}

    /**
     * The lines of a snapshot.
     *
     * @param columns width of the terminal; long names are cut to fit
     */
    public static List<String> lines(Snapshot snapshot, int columns) {
        return lines(snapshot, columns, false);
    }

    /**
     * The lines of a snapshot.
     *
     * @param columns width of the terminal; long names are cut to fit
     * @param withBlocks whether to show each stream's spikes over the last seconds as a sparkline, where there is room
     */
    public static List<String> lines(Snapshot snapshot, int columns, boolean withBlocks) {
        return (totals(snapshot) + System.lineSeparator() + table(snapshot, columns, withBlocks))
                .lines()
                .toList();
    }

    private static String totals(Snapshot s) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d streams, %.1f classes/s, %.0f spikes/s, latency p50 %s p99 %s, until read p50 %s p99 %s",
                        s.streams(),
                        s.classesPerSecond(),
                        s.spikesPerSecond(),
                        ms(s.p50Ms()),
                        ms(s.p99Ms()),
                        ms(s.readP50Ms()),
                        ms(s.readP99Ms())));
        s.troubled()
                .ifPresent(
                        count -> text.append(", ").append(count).append(" sensors with troubles"));
        if (s.models().size() > 1) {
            s.models()
                    .forEach(
                            (model, streams) ->
                                    text.append(", ")
                                            .append(Printable.of(model))
                                            .append(": ")
                                            .append(streams)
                                            .append(streams == 1 ? " stream" : " streams"));
        }
        s.shadows()
                .forEach(
                        (model, agreement) ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                ", shadow %s agrees in %.1f %% of %d windows",
                                                Printable.of(model),
                                                100 * agreement.share(),
                                                agreement.windows())));
        s.rollbacks().forEach(rollback -> text.append(", ").append(rollback));
        if (s.undecodable() > 0) {
            text.append(", ").append(s.undecodable()).append(" undecodable records");
        }
        s.brokerMissing()
                .ifPresent(
                        missing ->
                                text.append(", NO BROKER for ")
                                        .append(missing.toSeconds())
                                        .append(" s"));
        return text.toString();
    }

    private static String table(Snapshot s, int columns, boolean withBlocks) {
        boolean withHealth = s.troubled().isPresent();
        boolean withModel = s.models().size() > 1;
        int others =
                OTHER_COLUMNS + (withHealth ? HEALTH_COLUMNS : 0) + (withModel ? MODEL_COLUMNS : 0);
        boolean withSparkline =
                withBlocks
                        && columns - others + WIDEST_LABEL - labelWidth(s) - SPARKLINE_COLUMNS
                                >= NARROWEST_NAME;
        if (withSparkline) {
            others += SPARKLINE_COLUMNS - WIDEST_LABEL + labelWidth(s);
        }
        int nameWidth = Math.max(NARROWEST_NAME, columns - others) + CELL_MARGIN;
        List<Column> header =
                new ArrayList<>(
                        List.of(
                                column("stream", HorizontalAlign.LEFT, nameWidth),
                                column("class", HorizontalAlign.LEFT, WIDEST_LABEL + CELL_MARGIN),
                                column("confidence", HorizontalAlign.RIGHT, WIDEST_LABEL),
                                column("spikes/s", HorizontalAlign.RIGHT, WIDEST_LABEL),
                                column("latency", HorizontalAlign.RIGHT, WIDEST_LABEL)));
        if (withHealth) {
            header.add(column("events/s", HorizontalAlign.RIGHT, WIDEST_LABEL));
            header.add(column("health", HorizontalAlign.LEFT, WIDEST_HEALTH + CELL_MARGIN));
        }
        int cells = header.size();
        if (withSparkline) {
            String title = "last " + RateMeter.HISTORY + " s";
            header.add(SPARKLINE_AT, column(title, HorizontalAlign.LEFT, WIDEST_LABEL));
        }
        if (withModel) {
            header.add(1, column("model", HorizontalAlign.LEFT, WIDEST_LABEL + CELL_MARGIN));
        }
        String[][] rows =
                s.rows().stream()
                        .map(row -> cells(row, cells, withSparkline, withModel))
                        .toArray(String[][]::new);
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .data(header.toArray(Column[]::new), rows)
                .asString();
    }

    /** Width of the column of classes, without margins. */
    private static int labelWidth(Snapshot s) {
        int longest = "class".length();
        for (StreamRow row : s.rows()) {
            longest = Math.max(longest, Printable.of(row.label().orElse("-")).length());
        }
        return Math.min(longest, WIDEST_LABEL);
    }

    private static Column column(String title, HorizontalAlign align, int width) {
        return new Column()
                .header(title)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(width, OverflowBehaviour.ELLIPSIS_RIGHT);
    }

    private static String[] cells(
            StreamRow row, int columns, boolean withSparkline, boolean withModel) {
        List<String> cells = new ArrayList<>(List.of(cells(row)).subList(0, columns));
        if (withSparkline) {
            cells.add(SPARKLINE_AT, Sparkline.of(row.spikesEachSecond()));
        }
        if (withModel) {
            cells.add(1, row.model().isEmpty() ? "-" : Printable.of(row.model()));
        }
        return cells.toArray(String[]::new);
    }

    private static String[] cells(StreamRow row) {
        boolean decided = row.label().isPresent();
        return new String[] {
            Printable.of(row.stream()),
            Printable.of(row.label().orElse("-")),
            decided ? String.format(Locale.ROOT, "%.2f", row.confidence()) : "-",
            String.format(Locale.ROOT, "%.0f", row.spikesPerSecond()),
            row.latencyMs() + " ms",
            row.health()
                    .map(health -> String.format(Locale.ROOT, "%.0f", health.eventRate()))
                    .orElse("-"),
            row.health().map(TroubleText::of).orElse("-")
        };
    }

    private static String ms(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() + " ms" : "-";
    }
}
