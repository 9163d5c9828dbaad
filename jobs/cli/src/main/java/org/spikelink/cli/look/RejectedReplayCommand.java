package org.spikelink.cli.look;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.tools.rejected.Edits;
import org.spikelink.tools.rejected.RejectedReplay;
import org.spikelink.tools.rejected.ResendOptions;
import org.spikelink.tools.rejected.ResendReport;
import org.spikelink.tools.text.Columns;
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
            "Resends rejected batches with the stream as the key. Each batch is resent only once, even if you run the"
                    + " command again.",
            "Batches are resent unchanged if the job has not yet counted a batch of their session. Otherwise the job would"
                    + " drop them as repeats, so they are skipped unless --new-session or --stream-suffix is given. Batches"
                    + " that would close an open session are skipped unless --close-open-sessions is given.",
            "Exit code 1 if any batch was skipped."
        })
final class RejectedReplayCommand implements Callable<Integer> {
    private static final int WIDEST = 80;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private RejectedArguments rejected = new RejectedArguments();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "resend the records in a file written by rejected export, with your edits; all of them or none")
    private Path from;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "topic to send to (default: the topic that each record came from)")
    private String to;

    @Option(
            names = "--new-session",
            description =
                    "resend each session's batches as a new session, numbered from 0; the sensor's next session must have"
                            + " a larger number")
    private boolean newSession;

    @Option(
            names = "--stream-suffix",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "resend as a separate stream whose name is the stream's with TEXT appended")
    private String suffix;

    @Option(
            names = "--close-open-sessions",
            description = "resend even if that closes a stream's open session")
    private boolean closeOpen;

    @Option(names = "--dry-run", description = "show what would happen without sending anything")
    private boolean dryRun;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ResendOptions options = options();
        Optional<Edits> edits = Optional.ofNullable(from).map(f -> Edits.read(f, options.topic()));
        broker.awaitBroker();
        ResendReport report = new RejectedReplay(options, edits).run();
        PrintWriter out = spec.commandLine().getOut();
        if (!report.rows().isEmpty()) {
            out.println(table(report.rows()));
        }
        out.println(summary(report));
        report.unrepairable()
                .forEach(
                        (reason, n) ->
                                out.println("%,d cannot be resent: %s".formatted(n, reason)));
        out.flush();
        return report.skipped() > 0 ? 1 : 0;
    }

    private ResendOptions options() {
        if (from != null && rejected.where().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "from and where must not be given together (the file selects the records)");
        }
        try {
            return new ResendOptions(
                    broker.kafka(),
                    rejected.topic(),
                    rejected.group(),
                    rejected.where(),
                    Optional.ofNullable(to),
                    newSession,
                    suffix,
                    closeOpen,
                    dryRun);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String summary(ResendReport report) {
        String repeats =
                report.repeats() == 0 ? "" : " (%,d repeats left out)".formatted(report.repeats());
        return "%,d batches %s%s, %,d skipped, %,d not selected, %,d resent before"
                .formatted(
                        report.resent(),
                        dryRun ? "would be resent" : "resent",
                        repeats,
                        report.skipped(),
                        report.notSelected(),
                        report.before());
    }

    private static String table(List<ResendReport.Row> rows) {
        return Columns.table(
                rows,
                List.of(
                        Columns.text("topic", ResendReport.Row::topic),
                        Columns.text("stream", WIDEST, ResendReport.Row::stream),
                        Columns.text("session", ResendReport.Row::session),
                        Columns.text("batches", row -> Integer.toString(row.batches())),
                        Columns.text("action", WIDEST, ResendReport.Row::action)));
    }
}
