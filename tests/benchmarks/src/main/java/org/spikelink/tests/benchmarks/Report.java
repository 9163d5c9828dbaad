package org.spikelink.tests.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Rows as a table or as JSON. */
final class Report {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    static String json(List<Row> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The machine, then a line for each row. */
    static String table(List<Row> rows) {
        List<Column> columns =
                List.of(
                        left("case"),
                        left("metric"),
                        right("value"),
                        left("unit"),
                        left("against"),
                        right("ratio"),
                        right("target"),
                        right("aim"),
                        left("met"),
                        right("spread"));
        String table =
                AsciiTable.getTable(
                        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                        columns.toArray(new Column[0]),
                        rows.stream().map(Report::line).toArray(String[][]::new));
        return Environment.describe() + System.lineSeparator() + table;
    }

    private static Column left(String title) {
        return new Column().header(title).dataAlign(HorizontalAlign.LEFT);
    }

    private static Column right(String title) {
        return new Column().header(title).dataAlign(HorizontalAlign.RIGHT);
    }

    private static String[] line(Row r) {
        return new String[] {
            r.caseName(),
            r.metric(),
            figure(r.value()),
            r.unit(),
            r.against() == null ? "" : r.against(),
            figure(r.ratio()),
            figure(r.target()),
            figure(r.aim()),
            r.met() == null ? "" : r.met() ? "yes" : "NO",
            (r.noisy() ? "noisy " : "") + percent(r.spread())
        };
    }

    private static String percent(Double share) {
        return share == null || share == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Three significant digits. */
    private static String figure(Double value) {
        if (value == null) {
            return "";
        }
        double size = Math.abs(value);
        String format =
                size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, size > 0 && size < 0.01 ? "%.1e" : format, value);
    }
}
