package org.spikelink.cli.look;

import com.github.freva.asciitable.ColumnData;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.spikelink.classify.CheckpointFolder;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.tools.streams.Savepoint;
import org.spikelink.tools.streams.StoredStream;
import org.spikelink.tools.streams.StreamsSummary;
import org.spikelink.tools.text.Columns;
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
        description = "Shows the state that a job keeps per stream.",
        subcommands = {StreamsCommand.Inspect.class})
public final class StreamsCommand {
    private StreamsCommand() {}

    /** {@code spikelink streams inspect}. */
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = {
                "Shows the streams in a savepoint or checkpoint: a summary of all, or one stream with the state of each"
                        + " neuron."
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
                description = "name of one stream")
        private String stream;

        @Option(
                names = "--latest",
                paramLabel = "N",
                defaultValue = "20",
                description =
                        "number of streams to list, the most recently active first (default: ${DEFAULT-VALUE})")
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
                    "checkpoint %d of %d subtasks: %,d streams, %,d of them with an ended session, %,d bytes"
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
                        "last active from %s to %s; %,d steps in total"
                                .formatted(
                                        Instant.ofEpochMilli(summary.oldestMs()),
                                        Instant.ofEpochMilli(summary.newestMs()),
                                        summary.steps()));
            }
            lines.add(table(summary.latest().toList()));
            return String.join(System.lineSeparator(), lines);
        }

        private static String table(List<StoredStream> streams) {
            List<ColumnData<StoredStream>> columns =
                    new ArrayList<>(
                            List.of(
                                    Columns.text("stream", StoredStream::name),
                                    Columns.text(
                                            "session", s -> Long.toUnsignedString(s.session())),
                                    Columns.text("sequence", s -> Long.toString(s.lastSequence())),
                                    Columns.text("steps", s -> Long.toString(s.step())),
                                    Columns.text("partition", s -> Integer.toString(s.partition())),
                                    Columns.text(
                                            "last active",
                                            s -> Instant.ofEpochMilli(s.lastActiveMs()).toString()),
                                    Columns.text("state", s -> s.ended() ? "ended" : "open")));
            if (streams.stream().anyMatch(s -> !s.health().isEmpty())) {
                columns.add(Columns.text("open second", StoredStream::health));
            }
            return Columns.table(streams, columns);
        }

        private String one(Savepoint found) {
            List<StoredStream> streams = new ArrayList<>();
            found.read(stream, streams::add);
            if (streams.isEmpty()) {
                throw new SpikelinkException(
                        "stream must be in the savepoint (got \"" + stream + "\")");
            }
            StoredStream it = streams.get(0);
            if (it.ended()) {
                return table(streams)
                        + System.lineSeparator()
                        + "its session has ended, so no state of its neurons is stored";
            }
            int most = it.variables().values().stream().mapToInt(v -> v.length).max().orElse(0);
            List<Integer> neurons = IntStream.range(0, most).boxed().toList();
            List<ColumnData<Integer>> columns = new ArrayList<>();
            columns.add(Columns.text("neuron", n -> Integer.toString(n)));
            it.variables()
                    .forEach(
                            (name, values) ->
                                    columns.add(
                                            Columns.text(
                                                    name,
                                                    n ->
                                                            n < values.length
                                                                    ? Float.toString(values[n])
                                                                    : "")));
            return table(streams) + System.lineSeparator() + Columns.table(neurons, columns);
        }
    }
}
