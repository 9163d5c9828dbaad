package org.spikelink.tests.benchmarks.train;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Training at N-MNIST's size: 2312-128-10, 30 steps of about 100 active inputs, batches of 32, BPTT, Adam, two"
                    + " threads.",
            "Samples a second, and the same network and update dense on ND4J, after both have been seen to have the same"
                    + " loss."
        })
public final class TrainCommand implements Callable<Integer> {
    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        TrainBench bench = new TrainBench(options.rounds(), options.quick() ? 8 : 30);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
