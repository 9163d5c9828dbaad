package org.spikelink.tests.benchmarks.ingest;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Receives datagrams as jAER sends them, over loopback at 10 million events per second, and an EVT 3.0"
                    + " camera through standard input as fast as possible.",
            "Reports events per second and core: events divided by the CPU time of ingest's threads, from the"
                    + " socket to encoded records, without Kafka's producer.",
            "Reports how many lost events were counted and how many were not.",
            "Then sends the same camera to a broker on this machine."
        })
public final class IngestCommand implements Callable<Integer> {
    private static final double SECONDS = 4;
    private static final double QUICK_SECONDS = 1;
    private static final int ROUNDS = 5;

    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        IngestBench bench = new IngestBench(ROUNDS, options.quick() ? QUICK_SECONDS : SECONDS);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
