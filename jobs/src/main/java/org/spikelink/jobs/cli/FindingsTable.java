package org.spikelink.jobs.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import java.util.Locale;
import org.spikelink.jobs.check.Finding;

/** What a check found, for people. */
final class FindingsTable {
    private FindingsTable() {}

    static String of(List<Finding> findings) {
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                findings,
                List.of(
                        column("verdict").with(f -> f.verdict().name().toLowerCase(Locale.ROOT)),
                        column("what").with(Finding::what),
                        column("found").with(Finding::detail)));
    }

    private static Column column(String header) {
        return new Column()
                .header(header)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(120, OverflowBehaviour.NEWLINE);
    }
}
