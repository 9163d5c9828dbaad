package org.spikelink.cli.look;

import com.github.freva.asciitable.ColumnData;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.core.error.Counted;
import org.spikelink.tools.rejected.RejectedList;
import org.spikelink.tools.text.Columns;
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
                "Shows what was rejected and why: the number of records per error, and the latest records.")
final class RejectedListCommand implements Callable<Integer> {
    private static final int WIDEST = 100;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private RejectedArguments rejected = new RejectedArguments();

    @Option(
            names = "--latest",
            paramLabel = "N",
            defaultValue = "20",
            description = "number of latest records to list (default: ${DEFAULT-VALUE})")
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
        broker.awaitBroker();
        RejectedList list = RejectedList.read(rejected.reading(broker), latest);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? list.json() : text(list));
        out.flush();
        return 0;
    }

    private static String text(RejectedList list) {
        String counts =
                "%s rejected, %d of them resent"
                        .formatted(Counted.of(list.records(), "records"), list.resent());
        if (list.records() == 0) {
            return counts;
        }
        List<ColumnData<RejectedList.Rule>> rules =
                List.of(
                        Columns.text("records", rule -> Long.toString(rule.records())),
                        Columns.text("error", WIDEST, RejectedList.Rule::error),
                        Columns.text(
                                "likely cause", WIDEST, rule -> rule.likelyCause().orElse("")));
        List<ColumnData<RejectedList.Entry>> records =
                List.of(
                        Columns.text(
                                "rejected", e -> Instant.ofEpochMilli(e.timestampMs()).toString()),
                        Columns.text(
                                "partition/offset",
                                e -> e.record().partition() + "/" + e.record().offset()),
                        Columns.text("key", e -> e.record().keyText()),
                        Columns.text("source", RejectedListCommand::source),
                        Columns.text("bytes", RejectedListCommand::bytes),
                        Columns.text("resent", e -> e.resent() ? "yes" : ""),
                        Columns.text("error", WIDEST, e -> e.record().error()));
        return String.join(
                System.lineSeparator(),
                counts,
                Columns.table(list.byRule(), rules),
                Columns.table(list.latest(), records));
    }

    private static String source(RejectedList.Entry entry) {
        var origin = entry.record().origin();
        return origin.topic() + "/" + origin.partition() + "/" + origin.offset();
    }

    private static String bytes(RejectedList.Entry entry) {
        return entry.bytes() + (entry.record().truncated() ? " (truncated)" : "");
    }
}
