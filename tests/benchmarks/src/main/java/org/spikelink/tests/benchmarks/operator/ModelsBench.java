package org.spikelink.tests.benchmarks.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.TemporaryFolder;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** What a shadow costs compared with both models alone, and how long a batch takes while a large model is loaded. */
final class ModelsBench {
    private static final String NAME = "models";
    private static final int STREAMS = 64;
    private static final int HIDDEN = 128;
    private static final int LARGE_HIDDEN = 1_100; // 60 MB
    private static final int EVENTS = 60;
    private static final double MOST_MS = 50;
    private static final int BATCHES_AFTER = 20_000;
    private static final long LONGEST_NS = 300_000_000_000L;
    private static final StreamSelector ALL = new StreamSelector.All();

    private final int rounds;
    private final int batches;

    ModelsBench(int rounds, int batches) {
        this.rounds = rounds;
        this.batches = batches;
    }

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            rows.add(shadow(backend));
        }
        rows.addAll(loading());
        return rows;
    }

    private Row shadow(Backend backend) throws Exception {
        Model first = BenchModel.nmnist(HIDDEN);
        Model second = BenchModel.nmnist(HIDDEN, "2");
        try (TemporaryFolder a = new TemporaryFolder();
                TemporaryFolder b = new TemporaryFolder();
                TemporaryFolder both = new TemporaryFolder();
                OperatorHarness alone = harness(first, null, backend, a.path());
                OperatorHarness other = harness(second, null, backend, b.path());
                OperatorHarness beside = harness(first, second, backend, both.path())) {
            List<SensorRounds> sides =
                    List.of(rounds(first, alone), rounds(second, other), rounds(first, beside));
            for (SensorRounds side : sides) {
                side.warmUp();
            }
            Rounds measured = Rounds.of(rounds, sides);
            return Row.of(NAME, "a shadow, " + backend, "rate", measured.median(2), "batches/s")
                    .against("both alone", measured.median(f -> f[2] * (1 / f[0] + 1 / f[1])))
                    .atLeast(1);
        }
    }

    private static OperatorHarness harness(Model first, Model shadow, Backend backend, Path folder)
            throws Exception {
        FolderFeed feed = new FolderFeed(folder.toString());
        ModelSchedule schedule =
                ModelSchedule.empty("bench").activated(feed.publish(first), 0, ALL);
        feed.write(shadow == null ? schedule : schedule.shadowed(feed.publish(shadow), 0, ALL));
        return new OperatorHarness(
                first, StepperOptions.DEFAULTS, feed.updates(), STREAMS, backend, folder, null);
    }

    private SensorRounds rounds(Model model, OperatorHarness harness) throws Exception {
        return new SensorRounds(
                harness,
                new SyntheticSensors(model, EVENTS),
                STREAMS,
                batches,
                SensorRounds.Clock.THREAD);
    }

    /** Feeds batches one by one, and between them what other threads hand to the task, as a task does. */
    private List<Row> loading() throws Exception {
        Model first = BenchModel.nmnist(HIDDEN);
        Model large = BenchModel.nmnist(LARGE_HIDDEN, "2");
        try (TemporaryFolder folder = new TemporaryFolder()) {
            FolderFeed feed = new FolderFeed(folder.path().toString());
            ModelSchedule schedule =
                    ModelSchedule.empty("bench").activated(feed.publish(first), 0, ALL);
            feed.write(schedule);
            try (OperatorHarness harness =
                    new OperatorHarness(
                            first,
                            StepperOptions.DEFAULTS,
                            feed.updates(),
                            1,
                            Backend.HEAP,
                            folder.path(),
                            null)) {
                SensorRounds sensors = rounds(first, harness);
                sensors.warmUp();
                double usualMs = longestMs(harness, sensors, false);
                // For nobody yet: all streams would change, and be stepped by it.
                feed.write(
                        schedule.activated(
                                feed.publish(large), 0, StreamSelector.parse("prefix:nobody")));
                double loadingMs = longestMs(harness, sensors, true);
                String name =
                        "a model of %d MB is loaded"
                                .formatted(ModelFile.bytes(large).length / 1_000_000);
                return List.of(
                        Row.of(NAME, "no model is loaded", "longest batch", usualMs, "ms"),
                        Row.of(NAME, name, "longest batch", loadingMs, "ms")
                                .atMost(MOST_MS, MOST_MS / 2));
            }
        }
    }

    /** The longest time of a batch until a model is handed to the task, if one is loaded, and some batches more. */
    private static double longestMs(OperatorHarness harness, SensorRounds sensors, boolean loads)
            throws Exception {
        long longestNs = 0;
        long endNs = System.nanoTime() + LONGEST_NS;
        int after = 0;
        int mail = 0;
        while (after < BATCHES_AFTER) {
            long startNs = System.nanoTime();
            mail += harness.runMail();
            sensors.feed(1);
            longestNs = Math.max(longestNs, System.nanoTime() - startNs);
            if (!loads || mail >= 2) { // the schedule, then the model
                after++;
            } else if (startNs > endNs) {
                throw new IllegalStateException("the model was not loaded within 5 min");
            }
        }
        return longestNs / 1e6;
    }
}
