package org.spikelink.cli.run;

import java.util.List;
import java.util.Locale;
import org.spikelink.tools.check.Finding;
import org.spikelink.tools.text.Columns;

/** The findings of a check as a table. */
final class FindingsTable {
    private FindingsTable() {}

    static String of(List<Finding> findings) {
        return Columns.table(
                findings,
                List.of(
                        Columns.text("result", f -> f.verdict().name().toLowerCase(Locale.ROOT)),
                        Columns.text("checked", Finding::what),
                        Columns.text("found", Finding::detail)));
    }
}
