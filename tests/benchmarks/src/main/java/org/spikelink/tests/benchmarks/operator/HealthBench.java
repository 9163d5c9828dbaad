package org.spikelink.tests.benchmarks.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.TemporaryFolder;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** What it costs to measure the health of sensors: the operator with and without, in turns. */
final class HealthBench {
    private static final String NAME = "health";
    private static final int STREAMS = 64;
    private static final int HIDDEN = 128;

    private final int rounds;
    private final int eventsPerRound;

    HealthBench(int rounds, int eventsPerRound) {
        this.rounds = rounds;
        this.eventsPerRound = eventsPerRound;
    }

    private record Case(String camera, Model model, int hidden, int events, Backend backend) {
        String name() {
            return String.format(
                    Locale.ROOT,
                    "%s, H %d, %,d events, %s",
                    camera,
                    hidden,
                    events,
                    backend.name().toLowerCase(Locale.ROOT));
        }
    }

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            rows.addAll(run(new Case("34x34", BenchModel.nmnist(HIDDEN), HIDDEN, 60, backend)));
            rows.addAll(run(new Case("34x34", BenchModel.nmnist(1), 1, 10_000, backend)));
            rows.addAll(
                    run(new Case("1280x720 / 8", BenchModel.hd(HIDDEN), HIDDEN, 10_000, backend)));
        }
        return rows;
    }

    private List<Row> run(Case figure) throws Exception {
        StepperOptions off = StepperOptions.DEFAULTS;
        StepperOptions on = off.with(HealthLimits.DEFAULTS);
        try (TemporaryFolder folder = new TemporaryFolder();
                OperatorHarness without = harness(figure, off, folder.path());
                OperatorHarness with = harness(figure, on, folder.path())) {
            List<SensorRounds> sides = List.of(rounds(figure, without), rounds(figure, with));
            for (SensorRounds side : sides) {
                side.warmUp();
            }
            Rounds measured = Rounds.of(rounds, sides);
            Rounds.Median cost = measured.median(f -> 1e9 / f[1] - 1e9 / f[0]);
            return List.of(
                    Row.of(NAME, figure.name(), "rate", measured.median(1), "batches/s")
                            .against("off", measured.ratio(1, 0)),
                    Row.of(NAME, figure.name(), "cost", cost, "ns/batch"));
        }
    }

    private static OperatorHarness harness(Case figure, StepperOptions options, Path folder)
            throws Exception {
        return new OperatorHarness(figure.model, options, STREAMS, figure.backend, folder, null);
    }

    private SensorRounds rounds(Case figure, OperatorHarness harness) throws Exception {
        return new SensorRounds(
                harness,
                new SyntheticSensors(figure.model, figure.events),
                STREAMS,
                Math.max(2 * STREAMS, eventsPerRound / figure.events),
                SensorRounds.Clock.THREAD);
    }
}
