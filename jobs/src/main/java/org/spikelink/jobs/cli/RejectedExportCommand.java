package org.spikelink.jobs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.jobs.rejected.RejectedExport;
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
            "Writes rejected records that were not resent to a file, to be edited: a line of JSON each.",
            "batch holds a record's fields, value its bytes in base64. rejected replay --from sends what batch says, or"
                    + " value where a line has no batch."
        })
final class RejectedExportCommand implements Callable<Integer> {
    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private RejectedArguments rejected = new RejectedArguments();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "must not be there yet")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RejectedArguments.check(broker);
        RejectedExport export = RejectedExport.write(rejected.reading(broker), out);
        spec.commandLine()
                .getOut()
                .println(
                        "%,d records, of which %,d hold no batch"
                                .formatted(export.records(), export.opaque()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
