package org.spikelink.tests.benchmarks.operator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.spikelink.core.model.Model;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.TemporaryFolder;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** What the number of streams does to speed, memory, checkpoints and restores. */
final class StreamsBench {
    private static final String NAME = "streams";
    private static final int HIDDEN = 32;
    private static final int EVENTS = 14;
    private static final int BUNDLE = 256;

    /** Fewer are lost among what the JVM itself does to the heap meanwhile. */
    private static final int ENOUGH_TO_WEIGH = 50_000;

    private final int rounds;
    private final int batches;
    private final Model model = BenchModel.small(HIDDEN);
    private final SyntheticSensors sensors = new SyntheticSensors(model, EVENTS);

    /**
     * A bench.
     *
     * @param batches of a round
     */
    StreamsBench(int rounds, int batches) {
        this.rounds = rounds;
        this.batches = batches;
    }

    List<Row> run(List<Integer> counts) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int streams : counts) {
            rows.addAll(run(streams));
        }
        return rows;
    }

    private List<Row> run(int streams) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (TemporaryFolder folder = new TemporaryFolder();
                Held heap = new Held(Backend.HEAP, streams, folder.path());
                Held rocksdb = new Held(Backend.ROCKSDB, streams, folder.path())) {
            List<Held> sides = List.of(heap, rocksdb);
            heap.rounds.warmUp();
            rocksdb.rounds.warmUp();
            Rounds measured = Rounds.of(rounds, sides);
            for (int side = 0; side < sides.size(); side++) {
                Held held = sides.get(side);
                Row rate = held.row("rate", measured.median(side), "batches/s");
                rows.add(side == 0 ? rate : rate.against("heap", measured.ratio(side, 0)));
                rows.add(held.row("cost", measured.median(ns(side)), "ns/step"));
                rows.addAll(held.checkpointAndRestore());
            }
        }
        return rows;
    }

    private static ToDoubleFunction<double[]> ns(int side) {
        return rates -> 1e9 / rates[side];
    }

    /** An operator that holds a number of streams. */
    private final class Held implements Rounds.Side, AutoCloseable {
        private final Backend backend;
        private final int streams;
        private final Path folder;
        private final double memoryBytes;
        private final SensorRounds rounds;
        private OperatorHarness harness;

        Held(Backend backend, int streams, Path parent) throws Exception {
            this.backend = backend;
            this.streams = streams;
            this.folder = Files.createDirectory(parent.resolve(backend.toString()));
            long before = usedBytes();
            harness = start(null);
            rounds = new SensorRounds(harness, sensors, streams, batches, SensorRounds.Clock.WALL);
            memoryBytes = usedBytes() - before;
        }

        private OperatorHarness start(OperatorSubtaskState from) throws Exception {
            return new OperatorHarness(model, BUNDLE, backend, folder, from);
        }

        @Override
        public double measure() throws Exception {
            return rounds.measure();
        }

        List<Row> checkpointAndRestore() throws Exception {
            long startNs = System.nanoTime();
            OperatorSubtaskState checkpoint = harness.checkpoint();
            double checkpointMs = ms(startNs);
            harness.close();
            startNs = System.nanoTime();
            harness = start(checkpoint);
            double restoreMs = ms(startNs);
            double bytes = checkpoint.getStateSize();
            List<Row> rows = new ArrayList<>();
            if (backend == Backend.HEAP && streams >= ENOUGH_TO_WEIGH) {
                rows.add(row("memory", memoryBytes / streams, "B/stream"));
            }
            rows.add(row("checkpoint", bytes / streams, "B/stream"));
            rows.add(row("checkpoint size", bytes / (1 << 20), "MiB"));
            rows.add(row("checkpoint time", checkpointMs, "ms"));
            rows.add(row("restore time", restoreMs, "ms"));
            return rows;
        }

        Row row(String metric, double value, String unit) {
            return row(metric, new Rounds.Median(value, 0), unit);
        }

        Row row(String metric, Rounds.Median value, String unit) {
            String name = String.format(Locale.ROOT, "%,d streams, %s", streams, backend);
            return Row.of(NAME, name, metric, value, unit);
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }

    private static double ms(long startNs) {
        return (System.nanoTime() - startNs) / 1e6;
    }

    /** What the heap holds once what is not needed has gone. */
    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
