package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.tests.benchmarks.BenchOptions;
import org.spikelink.tests.benchmarks.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink bench kernel}. */
@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description = {
            "One SLSTM layer's step for groups of B streams, ns per stream and step: plain and vector kernel, and the"
                    + " share of what the machine can do at most.",
            "That is the longer of FMAs at the peak and bytes at the bandwidth of the cache they live in, both measured"
                    + " in the same rounds."
        })
public final class KernelCommand implements Callable<Integer> {
    private static final double ROUND_NS = 25e6;
    private static final double QUICK_ROUND_NS = 8e6;

    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--against",
            description =
                    "onnxruntime: its LSTM operator, one thread; nd4j: operation by operation")
    private Rival against;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (KernelChoice.ofThisJvm().kind() != KernelChoice.Kind.VECTOR) {
            throw new CommandException(
                    "this bench needs the vector kernel: " + KernelChoice.ofThisJvm());
        }
        options.print(rows(), spec.commandLine().getOut());
        return 0;
    }

    private List<Row> rows() throws Exception {
        double roundNs = options.quick() ? QUICK_ROUND_NS : ROUND_NS;
        if (against != null) {
            return new RivalBench(against, options.rounds(), roundNs).run();
        }
        List<KernelCase> shapes =
                options.quick() ? KernelCase.all(1, 64) : KernelCase.all(1, 8, 64, 256);
        List<Row> rows = new ArrayList<>(new KernelBench(options.rounds(), roundNs).run(shapes));
        rows.addAll(Allocation.run(options.quick()));
        return rows;
    }
}
