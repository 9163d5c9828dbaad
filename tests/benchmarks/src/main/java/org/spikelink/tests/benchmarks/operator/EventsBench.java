package org.spikelink.tests.benchmarks.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.Model;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.TemporaryFolder;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** How many events of one camera a core takes in: a batch per bin, stepped by the operator as it arrives. */
final class EventsBench {
    private static final String NAME = "events";
    private static final List<Integer> EVENTS = List.of(1_000, 10_000, 100_000);
    private static final int USUAL_HIDDEN = 128;
    private static final int MANY_EVENTS = 100_000;

    /** Millions of events a second that a small camera must reach with many events a batch. */
    private static final double TARGET = 100;

    private final int rounds;
    private final int eventsPerRound;

    EventsBench(int rounds, int eventsPerRound) {
        this.rounds = rounds;
        this.eventsPerRound = eventsPerRound;
    }

    private static final List<FilterSpec> FILTERS =
            List.of(
                    new FilterSpec.Polarity(FilterSpec.Polarity.Keep.ON),
                    new FilterSpec.Refractory(1_000),
                    new FilterSpec.BackgroundActivity(10_000, 1),
                    new FilterSpec.HotPixel(500, 100_000, 3),
                    new FilterSpec.Flicker(90, 130, 5),
                    new FilterSpec.RateLimit(1_000_000, 1_000));

    private record Camera(String name, boolean small) {
        Model model(int hidden) {
            return small ? BenchModel.nmnist(hidden) : BenchModel.hd(hidden);
        }

        Model model(FilterSpec filter) {
            return small ? BenchModel.nmnist(filter) : BenchModel.hd(filter);
        }
    }

    /** {@code filter} is null for none. */
    private record Case(Camera camera, int hidden, int events, FilterSpec filter) {
        String name() {
            String name =
                    String.format(Locale.ROOT, "%s, H %d, %,d events", camera.name, hidden, events);
            return filter == null ? name : name + ", " + filter.kind();
        }

        boolean hasTarget() {
            return filter == null && camera.small && hidden == 1 && events == MANY_EVENTS;
        }
    }

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            for (Camera camera :
                    List.of(new Camera("34x34", true), new Camera("1280x720 / 8", false))) {
                for (int hidden : new int[] {1, USUAL_HIDDEN}) {
                    Model model = camera.model(hidden);
                    for (int events : EVENTS) {
                        rows.addAll(
                                run(new Case(camera, hidden, events, null), model, folder.path()));
                    }
                }
                for (FilterSpec filter : FILTERS) {
                    Case filtered = new Case(camera, 1, MANY_EVENTS, filter);
                    rows.addAll(run(filtered, camera.model(filter), folder.path()));
                }
            }
        }
        return rows;
    }

    private List<Row> run(Case figure, Model model, Path folder) throws Exception {
        try (OperatorHarness harness = new OperatorHarness(model, 1, Backend.HEAP, folder, null)) {
            SensorRounds camera =
                    new SensorRounds(
                            harness,
                            new SyntheticSensors(model, figure.events),
                            1,
                            eventsPerRound / figure.events,
                            SensorRounds.Clock.THREAD);
            camera.warmUp();
            Rounds measured = Rounds.of(rounds, List.of(camera));
            Row rate = row(figure, "rate", measured, b -> b * figure.events / 1e6, "M events/s");
            return List.of(
                    figure.hasTarget() ? rate.atLeast(TARGET) : rate,
                    row(figure, "cost", measured, b -> 1e9 / (b * figure.events), "ns/event"),
                    Row.of(NAME, figure.name(), "allocated", camera.allocatedBytes(), "B/batch"));
        }
    }

    private static Row row(
            Case figure, String metric, Rounds measured, DoubleUnaryOperator of, String unit) {
        return Row.of(
                NAME,
                figure.name(),
                metric,
                measured.median(batches -> of.applyAsDouble(batches[0])),
                unit);
    }
}
