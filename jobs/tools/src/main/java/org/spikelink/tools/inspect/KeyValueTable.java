package org.spikelink.tools.inspect;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.error.Printable;

/** A table of names and values, one per line. */
final class KeyValueTable {
    private static final int WIDEST_VALUE = 100;
    private static final int MOST_CHARS = 10_000;

    private final List<String[]> rows = new ArrayList<>();

    KeyValueTable add(String name, Object value) {
        rows.add(new String[] {name, Printable.cut(String.valueOf(value), MOST_CHARS)});
        return this;
    }

    @Override
    public String toString() {
        Column[] columns = {
            new Column().dataAlign(HorizontalAlign.LEFT),
            new Column()
                    .dataAlign(HorizontalAlign.LEFT)
                    .maxWidth(WIDEST_VALUE, OverflowBehaviour.NEWLINE)
        };
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .data(columns, rows.toArray(new String[0][]))
                .asString();
    }
}
