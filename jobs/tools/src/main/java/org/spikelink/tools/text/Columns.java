package org.spikelink.tools.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.spikelink.core.error.Printable;

/** Text tables. Cells are made {@link Printable}. */
public final class Columns {
    private static final int WIDEST = 160;

    private Columns() {}

    /** A table with one line per row. */
    public static <T> String table(Collection<T> rows, List<ColumnData<T>> columns) {
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, rows, columns);
    }

    /** A left-aligned column that wraps long values. */
    public static <T> ColumnData<T> text(String header, Function<T, String> value) {
        return text(header, WIDEST, value);
    }

    /** A left-aligned column that wraps values of more than {@code width} characters. */
    public static <T> ColumnData<T> text(String header, int width, Function<T, String> value) {
        return new Column()
                .header(header)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(width, OverflowBehaviour.NEWLINE)
                .with(row -> Printable.of(value.apply(row)));
    }

    /** A right-aligned column. */
    public static <T> ColumnData<T> number(String header, Function<T, String> value) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.RIGHT)
                .dataAlign(HorizontalAlign.RIGHT)
                .with(row -> Printable.of(value.apply(row)));
    }
}
