package org.spikelink.cli.look;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.console.Output;
import org.spikelink.core.error.Counted;
import org.spikelink.tools.rejected.RejectedExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink rejected export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes rejected records that have not been resent to a file that you can edit, one JSON object per line.",
            "The field batch contains a record's fields, value its bytes in base64. rejected replay --from sends the"
                    + " batch, or the value if a line has no batch."
        })
final class RejectedExportCommand implements Callable<Integer> {
    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private RejectedArguments rejected = new RejectedArguments();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "file to write; it must not exist")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        broker.awaitBroker();
        RejectedExport export = RejectedExport.write(rejected.reading(broker), out);
        PrintWriter text = Output.about(out, spec);
        text.println(
                "%s exported, %d of them not batches"
                        .formatted(Counted.of(export.records(), "records"), export.opaque()));
        text.flush();
        return 0;
    }
}
