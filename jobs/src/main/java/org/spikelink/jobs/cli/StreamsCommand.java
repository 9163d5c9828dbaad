package org.spikelink.jobs.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.spikelink.jobs.classify.CheckpointFolder;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.streams.Savepoint;
import org.spikelink.jobs.streams.StoredStream;
import org.spikelink.jobs.streams.StreamsSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink streams}. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What a job keeps of its streams.",
        subcommands = {StreamsCommand.Inspect.class})
public final class StreamsCommand {
    private StreamsCommand() {}

    /** {@code spikelink streams inspect}. */
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = {
                "What a savepoint or checkpoint holds: all streams in figures, or one with syn and mem of each neuron."
            })
    static final class Inspect implements Callable<Integer> {
        @Parameters(
                index = "0",
                paramLabel = "SAVEPOINT",
                description = "folder or URI of a savepoint or checkpoint")
        private String savepoint;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "STREAM",
                description = "a stream's name")
        private String stream;

        @Option(
                names = "--latest",
                paramLabel = "N",
                defaultValue = "20",
                description =
                        "list so many streams, those heard of last (default: ${DEFAULT-VALUE})")
        private int latest;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            Savepoint found = new Savepoint(CheckpointFolder.uri(savepoint));
            PrintWriter out = spec.commandLine().getOut();
            out.println(stream == null ? all(found) : one(found));
            out.flush();
            return 0;
        }

        private String all(Savepoint found) {
            StreamsSummary summary = new StreamsSummary(latest);
            found.read(null, summary);
            List<String> lines = new ArrayList<>();
            lines.add(
                    "checkpoint %d of %d subtasks: %,d streams, %,d of them with an ended session, %,d bytes stored"
                            .formatted(
                                    found.checkpoint(),
                                    found.parallelism(),
                                    summary.streams(),
                                    summary.ended(),
                                    found.bytes()));
            summary.byModel()
                    .forEach(
                            (model, n) ->
                                    lines.add("model %016x: %,d streams".formatted(model, n)));
            if (summary.streams() > 0) {
                lines.add(
                        "heard of from %s to %s; %,d steps in all sessions"
                                .formatted(
                                        Instant.ofEpochMilli(summary.oldestMs()),
                                        Instant.ofEpochMilli(summary.newestMs()),
                                        summary.steps()));
            }
            lines.add(table(summary.latest().toList()));
            return String.join(System.lineSeparator(), lines);
        }

        private static String table(List<StoredStream> streams) {
            return AsciiTable.getTable(
                    AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                    streams,
                    List.of(
                            column("stream", StoredStream::name),
                            column("session", s -> Long.toUnsignedString(s.session())),
                            column("sequence", s -> Long.toString(s.lastSequence())),
                            column("steps", s -> Long.toString(s.step())),
                            column("partition", s -> Integer.toString(s.partition())),
                            column("heard of", s -> Instant.ofEpochMilli(s.heardMs()).toString()),
                            column("session is", s -> s.ended() ? "over" : "open")));
        }

        private String one(Savepoint found) {
            List<StoredStream> streams = new ArrayList<>();
            found.read(stream, streams::add);
            if (streams.isEmpty()) {
                throw new CommandException(
                        "stream must be one that the savepoint holds (got \"" + stream + "\")");
            }
            StoredStream it = streams.get(0);
            if (it.ended()) {
                return table(streams)
                        + System.lineSeparator()
                        + "its session is over, so that neither syn nor mem are kept";
            }
            List<Integer> neurons = IntStream.range(0, it.syn().length).boxed().toList();
            return table(streams)
                    + System.lineSeparator()
                    + AsciiTable.getTable(
                            AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                            neurons,
                            List.of(
                                    column("neuron", n -> Integer.toString(n)),
                                    column("syn", n -> Float.toString(it.syn()[n])),
                                    column("mem", n -> Float.toString(it.mem()[n]))));
        }

        private static <T> com.github.freva.asciitable.ColumnData<T> column(
                String header, Function<T, String> value) {
            return new Column().header(header).dataAlign(HorizontalAlign.LEFT).with(value);
        }
    }
}
