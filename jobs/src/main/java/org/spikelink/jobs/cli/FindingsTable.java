package org.spikelink.jobs.cli;

import java.util.List;
import java.util.Locale;
import org.spikelink.jobs.check.Finding;

/** What a check found, for people. */
final class FindingsTable {
    private FindingsTable() {}

    static String of(List<Finding> findings) {
        return Columns.table(
                findings,
                List.of(
                        Columns.text("verdict")
                                .with(f -> f.verdict().name().toLowerCase(Locale.ROOT)),
                        Columns.text("what").with(Finding::what),
                        Columns.text("found").with(Finding::detail)));
    }
}
