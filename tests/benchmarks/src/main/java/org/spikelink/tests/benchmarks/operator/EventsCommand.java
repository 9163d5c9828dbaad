package org.spikelink.tests.benchmarks.operator;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench events}. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the operator for one camera in Flink's test harness on one thread, with 1,000, 10,000 and 100,000 events per"
                    + " batch and one batch per bin.",
            "Reports events per second and ns per event, for 34x34 pixels and for 1280x720 with downsample 8, with H = 1, where"
                    + " the network costs almost nothing, and with H = 128; then with H = 1, 100,000 events and each filter."
                    + " Time is CPU time of the thread."
        })
public final class EventsCommand implements Callable<Integer> {
    private static final int EVENTS_PER_ROUND = 20_000_000;
    private static final int QUICK_EVENTS_PER_ROUND = 4_000_000;

    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        int events = options.quick() ? QUICK_EVENTS_PER_ROUND : EVENTS_PER_ROUND;
        EventsBench bench = new EventsBench(options.rounds(), events);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
