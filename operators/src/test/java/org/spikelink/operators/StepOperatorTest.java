package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.stepper.StepperOptions;

/** The operator adds nothing to core's stepper but Flink: same batches, same bits. */
class StepOperatorTest {
    private static final int STREAMS = 40;
    private static final int BATCHES = 3_000;

    @ParameterizedTest
    @EnumSource(StepSetup.Backend.class)
    void keepsEachStreamsStateFromBatchToBatch(StepSetup.Backend backend) throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            equalsTheBareStepper(seed, new StepSetup().with(backend));
        }
    }

    @ParameterizedTest
    @EnumSource(StepSetup.Backend.class)
    void bundlesOfAnySizeGiveTheSameBits(StepSetup.Backend backend) throws Exception {
        for (int maxBatches : new int[] {1, 2, 7, 256, 10_000}) {
            BundleOptions bundle =
                    new BundleOptions(
                            maxBatches, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMillis(5));
            equalsTheBareStepper(4, new StepSetup().with(backend).with(bundle));
        }
    }

    @ParameterizedTest
    @MethodSource("slicings")
    void everySlicingGivesTheBitsOfTheBareStepper(Slicing slicing) throws Exception {
        Model model = TestModels.events("1", 5, slicing);
        equalsTheBareStepper(5, new StepSetup().with(model).with(StepSetup.ONE_TURN));
    }

    static List<Slicing> slicings() {
        return List.of(
                new Slicing.Time(3_000, Slicing.Origin.ZERO),
                new Slicing.Batch(),
                new Slicing.Count(13));
    }

    @ParameterizedTest
    @EnumSource(StepperOptions.Spikes.class)
    void spikesAreReportedOfTheLayersAskedFor(StepperOptions.Spikes spikes) throws Exception {
        StepperOptions options = StepperOptions.DEFAULTS.with(spikes);
        equalsTheBareStepper(6, new StepSetup().with(options).with(StepSetup.ONE_TURN));
    }

    @Test
    void samplesGiveTheBitsOfTheBareStepper() throws Exception {
        int channels = 3;
        StepSetup setup = new StepSetup().with(TestModels.samples(channels));
        equalsTheBareStepper(7, setup.with(StepSetup.ONE_TURN), samples(7, channels));
    }

    /** One sensor whose samples come in batches of any size; now and then one that does not fit, or one twice. */
    private static List<SensorBatch> samples(long seed, int channels) {
        SplittableRandom random = new SplittableRandom(seed);
        BatchBuilder sensor = new BatchBuilder("sensor");
        List<SensorBatch> batches = new ArrayList<>();
        long nowUs = 0;
        for (int n = 0; n < BATCHES / 3; n++) {
            int count = random.nextInt(6);
            float[] values = new float[count * channels + (random.nextInt(50) == 0 ? 1 : 0)];
            for (int v = 0; v < values.length; v++) {
                values[v] = (float) random.nextDouble(-2, 2);
            }
            batches.add(sensor.of(nowUs, new Samples(values, channels), new byte[0]));
            nowUs += count * TestModels.BIN_US;
        }
        batches.add(batches.get(batches.size() - 1));
        return batches;
    }

    private static void equalsTheBareStepper(long seed, StepSetup setup) throws Exception {
        equalsTheBareStepper(seed, setup, new RandomStreams(seed, STREAMS).next(BATCHES));
    }

    private static void equalsTheBareStepper(long seed, StepSetup setup, List<SensorBatch> batches)
            throws Exception {
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(batches);
        checkTheBatchesDoEnough(seed, setup, expected);
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(batches);
            harness.operator().finish();
            assertThat(BareStepper.byStream(harness.outputs()))
                    .as("outputs by stream, seed %d", seed)
                    .isEqualTo(expected.outputsByStream());
        }
    }

    /** Otherwise equality would say little. */
    private static void checkTheBatchesDoEnough(long seed, StepSetup setup, BareStepper stepper) {
        boolean spikes = setup.stepper().spikes() != StepperOptions.Spikes.NONE;
        assertThat(stepper.counters().spikes()).as("spikes, seed %d", seed).isGreaterThan(1_000);
        assertThat(stepper.counters().repeated()).as("repeated, seed %d", seed).isPositive();
        assertThat(stepper.outputs().stream().map(Object::getClass).distinct().toList())
                .as("kinds of outputs, seed %d", seed)
                .contains(Classification.class, Rejected.class)
                .hasSize(spikes ? 3 : 2)
                .matches(kinds -> kinds.contains(SpikeBatch.class) == spikes);
    }
}
