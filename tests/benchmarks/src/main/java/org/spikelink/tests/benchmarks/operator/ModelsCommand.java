package org.spikelink.tests.benchmarks.operator;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the operator for 64 cameras in Flink's test harness on one thread, with one model, another, and the second as a"
                    + " shadow of the first, in turns.",
            "Reports batches per second with the shadow, and the ratio to the time of both models alone. Time is CPU time of the"
                    + " thread.",
            "Then loads a model of 60 MB while cameras send, and reports the longest time that a batch took."
        })
public final class ModelsCommand implements Callable<Integer> {
    private static final int BATCHES = 20_000;
    private static final int QUICK_BATCHES = 5_000;

    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int batches = options.quick() ? QUICK_BATCHES : BATCHES;
        options.print(
                new ModelsBench(options.rounds(), batches).run(), spec.commandLine().getOut());
        return 0;
    }
}
