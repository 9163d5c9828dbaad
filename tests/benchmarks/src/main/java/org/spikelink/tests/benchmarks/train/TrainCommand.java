package org.spikelink.tests.benchmarks.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import org.spikelink.tests.benchmarks.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a network of N-MNIST's size: 2312-128-10, 30 steps with about 100 active inputs, batches of 32, BPTT, Adam,"
                    + " two threads.",
            "Reports samples per second, compared with the same network and update, dense on ND4J. Checks first that both have"
                    + " the same loss.",
            "Then trains the convolutional reference network for a camera of 128x128 pixels: 60 steps with 900 active inputs,"
                    + " batches of 16, and reports recordings per second."
        })
public final class TrainCommand implements Callable<Integer> {
    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        TrainBench bench = new TrainBench(options.rounds(), options.quick() ? 8 : 30);
        List<Row> rows = new ArrayList<>(bench.run());
        rows.addAll(new ConvTrainBench(options.rounds(), options.quick() ? 2 : 5).run());
        options.print(rows, spec.commandLine().getOut());
        return 0;
    }
}
