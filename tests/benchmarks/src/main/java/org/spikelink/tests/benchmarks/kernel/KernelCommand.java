package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.kernel.KernelChoice;
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
            "Measures one step of an SLSTM layer for groups of B streams: ns per stream and step with the plain and the vector"
                    + " kernel, and the share of the roofline.",
            "The roofline is the larger of two times, measured in the same rounds: all FMAs at peak rate, and all bytes at the"
                    + " bandwidth of the cache that holds them."
        })
public final class KernelCommand implements Callable<Integer> {
    private static final double ROUND_NS = 25e6;
    private static final double QUICK_ROUND_NS = 8e6;

    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--against",
            description =
                    "compare with onnxruntime (its LSTM operator on one thread) or nd4j (operation by operation)")
    private Rival against;

    @Option(
            names = "--model",
            description =
                    "conv: a step of the convolutional reference network, 128 x 128 pixels and 900 active inputs;"
                            + " tactile: the network of the recipe for tactile objects, whose recurrent weights are 0, beside one"
                            + " that multiplies them")
    private ModelKind model;

    @Spec private CommandSpec spec;

    private enum ModelKind {
        CONV,
        TACTILE
    }

    @Override
    public Integer call() throws Exception {
        if (KernelChoice.ofThisJvm().kind() != KernelChoice.Kind.VECTOR) {
            throw new SpikelinkException(
                    "this bench needs the vector kernel: " + KernelChoice.ofThisJvm());
        }
        options.print(rows(), spec.commandLine().getOut());
        return 0;
    }

    private List<Row> rows() throws Exception {
        double roundNs = options.quick() ? QUICK_ROUND_NS : ROUND_NS;
        if (model == ModelKind.TACTILE) {
            return new SilentBench(options.rounds()).run();
        }
        if (model == ModelKind.CONV) {
            return new ConvBench(options.rounds(), roundNs).run();
        }
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
