package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.Bands;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;

/** What a model does against the bands of its document, by a clock of the test. */
class DriftWatchTest {
    private static final Duration AFTER = Duration.ofMinutes(10);
    private static final long SPAN_NS = AFTER.toNanos() / 10;
    private static final Band ANY = new Band(0, 1);
    private static final Band FEW_INPUTS = new Band(0, 0.002);

    private final List<String> lines = new ArrayList<>();
    private final MetricsByName metrics = new MetricsByName();
    private final RandomStreams busy = new RandomStreams(61, 40);
    private final BatchBuilder silent = new BatchBuilder("silent");
    private long nowNs = 17;
    private long silentBins;
    private BareStepper stepper;
    private DriftWatch watch;

    private void start(Bands bands, DriftOptions options) {
        Model bare = TestModels.events();
        Model model = ModelFile.of(bare.document().withBands(bands), bare.weights());
        stepper = new BareStepper(model, StepperOptions.DEFAULTS);
        watch =
                new DriftWatch(
                        metrics.taskGroup().getOrAddOperator("step"),
                        stepper.counters(),
                        options,
                        new StepLog(this::add, () -> nowNs),
                        () -> nowNs);
    }

    private void add(Level level, String line) {
        lines.add(level + " " + line);
    }

    /** Some spans of time with many events, or nearly without. */
    private void live(int spans, boolean withEvents) {
        for (int n = 0; n < spans; n++) {
            stepper.feed(withEvents ? busy.next(1_000) : nearlySilent());
            nowNs += SPAN_NS;
            watch.check();
        }
    }

    private List<SensorBatch> nearlySilent() {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            silentBins += 50;
            batches.add(silent.at(silentBins * BIN_US));
        }
        return batches;
    }

    private static Bands bands(Band inputs, Band confidence, Band firstClass) {
        return new Bands(
                20,
                List.of(new Bands.LayerBands(ANY, inputs), new Bands.LayerBands(null, ANY)),
                confidence,
                List.of(firstClass, ANY, ANY, ANY));
    }

    @Test
    void aValueOutOfItsBandForLongEnoughIsReportedOnceAndItsReturnToo() {
        start(bands(FEW_INPUTS, ANY, ANY), DriftOptions.DEFAULT);
        live(9, true);
        assertThat(lines).isEmpty();
        assertThat((long) metrics.gauge("outOfBandSeconds.test.1.layers.0.active_inputs"))
                .isEqualTo(540);
        assertThat(metrics.gauge("driftedBands")).isEqualTo(0);
        live(3, true);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("WARN ")
                .contains("event=drift ", "model=test/1", "band=layers.0.active_inputs")
                .contains("low=0.000", "high=0.002000", "outside_s=600");
        assertThat(metrics.gauge("driftedBands")).isEqualTo(1);
        assertThat((double) metrics.gauge("bandValue.test.1.layers.0.active_inputs"))
                .isGreaterThan(FEW_INPUTS.high());
        live(1, false);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("INFO ").contains("event=drift_over ");
        assertThat(metrics.gauge("driftedBands")).isEqualTo(0);
        live(9, true);
        assertThat(lines).hasSize(2); // the time begins again
    }

    @Test
    void confidencesAndClassesAreOfWindows() {
        start(bands(ANY, new Band(0, 0.01), new Band(0.999, 1)), DriftOptions.DEFAULT);
        live(10, true);
        assertThat(lines)
                .hasSize(2)
                .anyMatch(line -> line.contains("band=confidence "))
                .anyMatch(line -> line.contains("band=class_shares.a "));
        assertThat((double) metrics.gauge("bandValue.test.1.class_shares.0")).isBetween(0.0, 0.99);
        assertThat(metrics.gauge("driftedBands")).isEqualTo(2);
    }

    @Test
    void aModelThatHasDoneNothingForAsLongIsNotKnownToHaveDrifted() {
        start(bands(FEW_INPUTS, ANY, ANY), DriftOptions.DEFAULT);
        live(10, true);
        assertThat(metrics.gauge("driftedBands")).isEqualTo(1);
        for (int n = 0; n < 10; n++) {
            nowNs += SPAN_NS;
            watch.check();
        }
        assertThat(metrics.gauge("driftedBands")).isEqualTo(0);
        assertThat((double) metrics.gauge("bandValue.test.1.layers.0.active_inputs")).isNaN();
    }

    @Test
    void fewStepsDecideNothing() {
        start(bands(FEW_INPUTS, ANY, ANY), DriftOptions.DEFAULT);
        for (int n = 0; n < 12; n++) {
            stepper.feed(busy.next(1));
            nowNs += SPAN_NS;
            watch.check();
        }
        assertThat(stepper.counters().steps()).isBetween(1L, ModelDrift.LEAST_STEPS - 1);
        assertThat((double) metrics.gauge("bandValue.test.1.layers.0.active_inputs")).isNaN();
        assertThat(lines).isEmpty();
    }

    @Test
    void modelsWithoutBandsAndJobsThatDoNotWatchHaveNoBandMetrics() {
        start(null, DriftOptions.DEFAULT);
        live(12, true);
        start(bands(FEW_INPUTS, ANY, ANY), new DriftOptions(Duration.ZERO));
        live(12, true);
        assertThat(lines).isEmpty();
        assertThat(metrics.names()).noneMatch(name -> name.startsWith("bandValue"));
    }
}
