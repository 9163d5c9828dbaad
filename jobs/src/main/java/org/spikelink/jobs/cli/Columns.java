package org.spikelink.jobs.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.Collection;
import java.util.List;

/** Tables of text, for people. */
final class Columns {
    private static final int WIDEST = 160;

    private Columns() {}

    /** A table of a row for each of {@code rows}. */
    static <T> String table(Collection<T> rows, List<ColumnData<T>> columns) {
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, rows, columns);
    }

    /** A column that goes on in a new line where it is too wide. */
    static Column text(String header) {
        return new Column()
                .header(header)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(WIDEST, OverflowBehaviour.NEWLINE);
    }
}
