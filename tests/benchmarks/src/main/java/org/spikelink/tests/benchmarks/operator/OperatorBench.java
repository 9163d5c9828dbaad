package org.spikelink.tests.benchmarks.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.Model;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.TemporaryFolder;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** What stepping many streams together is worth, and what RocksDB costs. */
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
                rows.addAll(run(name + ", " + backend, model, sensors, backend, folder.path()));
            }
        }
        return rows;
    }

    private List<Row> run(
            String name, Model model, SyntheticSensors sensors, Backend backend, Path folder)
            throws Exception {
        try (OperatorHarness alone = new OperatorHarness(model, 1, backend, folder, null);
                OperatorHarness bundled =
                        new OperatorHarness(model, BUNDLE, backend, folder, null)) {
            SensorRounds one = new SensorRounds(alone, sensors, STREAMS, batches);
            SensorRounds many = new SensorRounds(bundled, sensors, STREAMS, batches);
            one.warmUp();
            many.warmUp();
            Rounds measured = Rounds.of(rounds, List.of(one, many));
            return List.of(
                    Row.of(NAME, name, "bundle 1", measured.median(0), "batches/s"),
                    target(
                            backend,
                            Row.of(NAME, name, "bundle " + BUNDLE, measured.median(1), "batches/s")
                                    .against("bundle 1", measured.ratio(1, 0))),
                    Row.of(NAME, name, "allocated, bundle 1", one.allocatedBytes(), "B/batch"),
                    Row.of(
                            NAME,
                            name,
                            "allocated, bundle " + BUNDLE,
                            many.allocatedBytes(),
                            "B/batch"));
        }
    }

    private static Row target(Backend backend, Row row) {
        return backend == Backend.HEAP ? row.atLeast(2) : row;
    }
}
