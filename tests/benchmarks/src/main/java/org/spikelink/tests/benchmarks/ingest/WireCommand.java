package org.spikelink.tests.benchmarks.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink bench wire}. */
@Command(
        name = "wire",
        mixinStandardHelpOptions = true,
        description = {
            "Reports the size of recordings in Kafka, in batches of 10 ms, without compression and with Kafka's"
                    + " lz4 and zstd.",
            "Reports what it costs to read them on one thread, from fetched records to unpacked events. Time is"
                    + " CPU time of the thread.",
            "Compares packed events, as Spikelink sends them, with delta-coded ones."
        })
public final class WireCommand implements Callable<Integer> {
    private static final long ROUND_NS = 200_000_000;
    private static final long QUICK_ROUND_NS = 50_000_000;

    @Mixin private BenchOptions options = new BenchOptions();

    @Parameters(paramLabel = "RECORDING", arity = "1..*", description = "recordings of events")
    private List<Path> recordings;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long roundNs = options.quick() ? QUICK_ROUND_NS : ROUND_NS;
        WireBench bench = new WireBench(options.rounds(), roundNs);
        options.print(bench.run(recordings), spec.commandLine().getOut());
        return 0;
    }
}
