package org.spikelink.jobs.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.spikelink.jobs.rejected.Edits;
import org.spikelink.jobs.rejected.RejectedReplay;
import org.spikelink.jobs.rejected.ResendOptions;
import org.spikelink.jobs.rejected.ResendReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink rejected replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends rejected batches again, each once however often this is run, under their streams as keys.",
            "As they are where the job has counted nothing of their session. Where it has, they would be dropped as"
                    + " repeats and are refused, unless --new-session or --stream-suffix says how they may go. Nothing"
                    + " that would close an open session goes without --close-open-sessions.",
            "Exit code 1 if anything was refused."
        })
final class RejectedReplayCommand implements Callable<Integer> {
    private static final int WIDEST = 80;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private RejectedArguments rejected = new RejectedArguments();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "send the records of a file that rejected export has written, as they were edited there; all of them"
                            + " or none")
    private Path from;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "send to this topic, not to the one that each came from")
    private String to;

    @Option(
            names = "--new-session",
            description =
                    "send each session's batches as a session of their own, numbered from 0; what their sensor sends"
                            + " later must be of a larger one")
    private boolean newSession;

    @Option(
            names = "--stream-suffix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "send them as a stream of their own, named STREAM and TEXT")
    private String suffix;

    @Option(
            names = "--close-open-sessions",
            description = "also where a stream is in a session that has not ended")
    private boolean closeOpen;

    @Option(names = "--dry-run", description = "send nothing, tell what would happen")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ResendOptions options = options();
        Optional<Edits> edits = Optional.ofNullable(from).map(f -> Edits.read(f, options.topic()));
        RejectedArguments.check(broker);
        ResendReport report = new RejectedReplay(options, edits).run();
        PrintWriter out = spec.commandLine().getOut();
        if (!report.rows().isEmpty()) {
            out.println(table(report.rows()));
        }
        out.println(summary(report));
        report.unrepairable()
                .forEach((why, n) -> out.println("%,d cannot be resent: %s".formatted(n, why)));
        out.flush();
        return report.refused() > 0 ? 1 : 0;
    }

    private ResendOptions options() {
        if (from != null && rejected.where().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "from and where must not be given together (a file says which records go)");
        }
        try {
            return new ResendOptions(
                    broker.bootstrapServers(),
                    rejected.topic(),
                    rejected.group(),
                    rejected.where(),
                    Optional.ofNullable(to),
                    newSession,
                    suffix,
                    closeOpen,
                    dryRun,
                    broker.kafkaProperties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String summary(ResendReport report) {
        String repeats =
                report.repeats() == 0
                        ? ""
                        : " (and %,d repeats of them left out)".formatted(report.repeats());
        return "%,d batches %s%s, %,d refused, %,d not asked for, %,d resent before"
                .formatted(
                        report.resent(),
                        dryRun ? "would be resent" : "resent",
                        repeats,
                        report.refused(),
                        report.notSelected(),
                        report.before());
    }

    private static String table(List<ResendReport.Row> rows) {
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                rows,
                List.of(
                        column("topic", ResendReport.Row::topic),
                        column("stream", ResendReport.Row::stream),
                        column("session", ResendReport.Row::session),
                        column("batches", row -> Integer.toString(row.batches())),
                        column("what happens", ResendReport.Row::what)));
    }

    private static ColumnData<ResendReport.Row> column(
            String header, Function<ResendReport.Row, String> value) {
        return new Column()
                .header(header)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(WIDEST, OverflowBehaviour.NEWLINE)
                .with(value);
    }
}
