package org.spikelink.tests.benchmarks.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.spikelink.core.model.Model;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.TemporaryFolder;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** How much faster streams step together, and what RocksDB costs. */
final class OperatorBench {
    private static final String NAME = "operator";
    private static final int STREAMS = 1_000;
    private static final int HIDDEN = 128;
    private static final int BUNDLE = 256;

    private final int rounds;
    private final int batches;

    OperatorBench(int rounds, int batches) {
        this.rounds = rounds;
        this.batches = batches;
    }

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.addAll(run("X 700, 14 events", BenchModel.small(HIDDEN), 14));
        rows.addAll(run("X 2312, 60 events", BenchModel.nmnist(HIDDEN), 60));
        return rows;
    }

    private List<Row> run(String name, Model model, int events) throws Exception {
        SyntheticSensors sensors = new SyntheticSensors(model, events);
        List<Row> rows = new ArrayList<>();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            for (Backend backend : Backend.values()) {
                String caseName = name + ", " + backend;
                try (OperatorHarness alone = harness(model, 1, backend, folder);
                        OperatorHarness bundled = harness(model, BUNDLE, backend, folder)) {
                    SensorRounds one = rounds(alone, sensors);
                    SensorRounds many = rounds(bundled, sensors);
                    rows.addAll(compare(caseName, events, backend, one, many));
                }
            }
        }
        return rows;
    }

    private static OperatorHarness harness(
            Model model, int bundle, Backend backend, TemporaryFolder folder) throws Exception {
        return new OperatorHarness(model, bundle, backend, folder.path(), null);
    }

    private SensorRounds rounds(OperatorHarness harness, SyntheticSensors sensors)
            throws Exception {
        return new SensorRounds(harness, sensors, STREAMS, batches, SensorRounds.Clock.WALL);
    }

    private List<Row> compare(
            String name, int events, Backend backend, SensorRounds one, SensorRounds many)
            throws Exception {
        one.warmUp();
        many.warmUp();
        Rounds measured = Rounds.of(rounds, List.of(one, many));
        String bundle = "bundle " + BUNDLE;
        return List.of(
                Row.of(NAME, name, "bundle 1", measured.median(0), "batches/s"),
                target(
                        backend,
                        Row.of(NAME, name, bundle, measured.median(1), "batches/s")
                                .against("bundle 1", measured.ratio(1, 0))),
                Row.of(NAME, name, "cost, bundle 1", measured.median(ns(0, events)), "ns/event"),
                Row.of(NAME, name, "cost, " + bundle, measured.median(ns(1, events)), "ns/event"),
                Row.of(NAME, name, "allocated, bundle 1", one.allocatedBytes(), "B/batch"),
                Row.of(NAME, name, "allocated, " + bundle, many.allocatedBytes(), "B/batch"));
    }

    private static ToDoubleFunction<double[]> ns(int side, int events) {
        return batches -> 1e9 / (batches[side] * events);
    }

    private static Row target(Backend backend, Row row) {
        return backend == Backend.HEAP ? row.atLeast(2) : row;
    }
}
