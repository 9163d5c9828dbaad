package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.slstm.SlstmLayer;
import org.spikelink.core.layer.LayerState;
import org.spikelink.tests.benchmarks.Row;

/** What a step leaves on the heap, by JMH's gc profiler, in JVMs of their own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Allocation {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** A step that allocates takes 16 bytes at least; less is what JMH itself takes between two measurements. */
    private static final double SMALLEST_OBJECT = 16;

    @Param({"PLAIN", "VECTOR"})
    KernelChoice.Kind kind;

    @Param({"1", "64"})
    int group;

    private SlstmLayer layer;
    private LayerState state;
    private FrameGroup frame;
    private FrameGroup spk;

    @Setup
    public void setup() {
        KernelCase shape = new KernelCase(700, 128, 14, group);
        layer = new SlstmLayer(shape.spec(), shape.weights(), kind);
        state = new LayerState(shape.spec().state());
        state.reserve(shape.streams());
        frame = shape.frames(1).get(0);
        spk = new FrameGroup();
    }

    /** One step of one group, spikes collected. */
    @Benchmark
    public int step() {
        layer.step(frame, state, spk);
        return spk.inputs();
    }

    static List<Row> run(boolean quick) throws RunnerException {
        TimeValue time = quick ? TimeValue.milliseconds(300) : TimeValue.seconds(1);
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(Allocation.class.getName())
                                        .addProfiler(GCProfiler.class)
                                        .verbosity(VerboseMode.SILENT)
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(3)
                                        .measurementTime(time)
                                        .build())
                        .run();
        List<Row> rows = new ArrayList<>();
        for (RunResult result : results) {
            rows.add(row(result));
        }
        return rows;
    }

    private static Row row(RunResult result) {
        String kind = result.getParams().getParam("kind");
        int group = Integer.parseInt(result.getParams().getParam("group"));
        double bytes = result.getSecondaryResults().get(ALLOCATED).getScore();
        return Row.of(
                        KernelBench.NAME,
                        new KernelCase(700, 128, 14, group).toString(),
                        "allocated, " + KernelChoice.Kind.valueOf(kind),
                        bytes,
                        "B/step")
                .atMost(SMALLEST_OBJECT, 0);
    }
}
