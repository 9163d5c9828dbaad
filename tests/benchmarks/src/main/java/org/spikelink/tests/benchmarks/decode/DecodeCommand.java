package org.spikelink.tests.benchmarks.decode;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink bench decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Decodes recordings in memory on one thread: real files, each repeated to 4 MB.",
            "Reports events per second, and bytes per second compared with a plain sum of the same bytes in the same rounds.",
            "A missing file is replaced by generated events. Time is CPU time of the thread."
        })
public final class DecodeCommand implements Callable<Integer> {
    private static final long ROUND_NS = 400_000_000;
    private static final long QUICK_ROUND_NS = 150_000_000;

    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "../shared/data",
            description =
                    "folder with recordings/, field-recordings/ and nmnist/ (default: ${DEFAULT-VALUE})")
    private Path data;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long roundNs = options.quick() ? QUICK_ROUND_NS : ROUND_NS;
        DecodeBench bench = new DecodeBench(options.rounds(), roundNs);
        options.print(bench.run(MemoryFile.all(data)), spec.commandLine().getOut());
        return 0;
    }
}
