package org.spikelink.tests.benchmarks.operator;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench health}. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the operator for 64 cameras in Flink's test harness on one thread, with and without the health of sensors, in"
                    + " turns.",
            "Reports batches per second with it, the ratio to without, and the difference. Time is CPU time of the thread."
        })
public final class HealthCommand implements Callable<Integer> {
    private static final int EVENTS_PER_ROUND = 10_000_000;
    private static final int QUICK_EVENTS_PER_ROUND = 2_000_000;

    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int events = options.quick() ? QUICK_EVENTS_PER_ROUND : EVENTS_PER_ROUND;
        options.print(new HealthBench(options.rounds(), events).run(), spec.commandLine().getOut());
        return 0;
    }
}
