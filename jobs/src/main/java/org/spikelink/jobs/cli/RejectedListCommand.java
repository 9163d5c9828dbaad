package org.spikelink.jobs.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.spikelink.jobs.rejected.RejectedList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink rejected list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What was rejected and why: how often each rule was broken, and the latest records.")
final class RejectedListCommand implements Callable<Integer> {
    private static final int WIDEST = 100;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private RejectedArguments rejected = new RejectedArguments();

    @Option(
            names = "--latest",
            paramLabel = "N",
            defaultValue = "20",
            description = "list so many records (default: ${DEFAULT-VALUE})")
    private int latest;

    @Option(names = "--json", description = "print {records, resent, by_error, latest}")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (latest < 0) {
            throw new ParameterException(
                    spec.commandLine(), "latest must be at least 0 (got " + latest + ")");
        }
        RejectedArguments.check(broker);
        RejectedList list = RejectedList.read(rejected.reading(broker), latest);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? list.json() : text(list));
        out.flush();
        return 0;
    }

    private static String text(RejectedList list) {
        String counts =
                "%,d records rejected, %,d of them resent".formatted(list.records(), list.resent());
        if (list.records() == 0) {
            return counts;
        }
        List<ColumnData<Map.Entry<String, Long>>> rules =
                List.of(
                        column("records", rule -> Long.toString(rule.getValue())),
                        column("error", Map.Entry::getKey));
        List<ColumnData<RejectedList.Entry>> records =
                List.of(
                        column("rejected", e -> Instant.ofEpochMilli(e.timestampMs()).toString()),
                        column("at", e -> e.record().partition() + "/" + e.record().offset()),
                        column("key", e -> e.record().keyText()),
                        column("came from", RejectedListCommand::source),
                        column("bytes", RejectedListCommand::bytes),
                        column("resent", e -> e.resent() ? "yes" : ""),
                        column("error", e -> e.record().error()));
        return String.join(
                System.lineSeparator(),
                counts,
                table(list.byRule(), rules),
                table(list.latest(), records));
    }

    private static String source(RejectedList.Entry entry) {
        var origin = entry.record().origin();
        return origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    }

    private static String bytes(RejectedList.Entry entry) {
        return entry.bytes() + (entry.record().truncated() ? " (truncated)" : "");
    }

    private static <T> String table(List<T> rows, List<ColumnData<T>> columns) {
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, rows, columns);
    }

    private static <T> ColumnData<T> column(String header, Function<T, String> value) {
        return new Column()
                .header(header)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(WIDEST, OverflowBehaviour.NEWLINE)
                .with(value);
    }
}
