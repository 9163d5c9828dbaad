package org.spikelink.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.BatchCutter;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.trainer.data.augment.AugmentOptions;
import org.spikelink.trainer.data.item.LabelledSequence;

/** Real recordings become sequences of frames. */
final class NmnistDataSetTest {
    private static final InputSpec INPUT =
            new InputSpec.Events(
                    34,
                    34,
                    2,
                    1,
                    InputSpec.Value.COUNT,
                    new Slicing.Time(10_000, Slicing.Origin.FIRST_EVENT));
    private static final DecisionSpec WINDOW = new DecisionSpec(30, 30, true);

    @Test
    void nineHundredRecordingsAreReadAndCutWithinSeconds() {
        long start = System.nanoTime();
        DataSet data = DataSet.load(SharedData.path("nmnist/train"));
        List<Example> examples = data.examples(INPUT, WINDOW);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(data.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(data.sensorSize()).isEqualTo(new SensorSize(34, 34));
        assertThat(examples).hasSize(905);
        assertThat(examples.get(100).sequence().steps()).isBetween(28, 30);
        assertThat(data.fingerprint()).hasSize(64);
    }

    @Test
    void framesAreThoseOfTheBatchesThatReplaySends() {
        DataSet data = DataSet.load(SharedData.path("nmnist/train"));
        FrameCutter cutter = new FrameCutter(INPUT, FrameCutter.maxSteps(WINDOW));
        List<Example> examples = data.examples(INPUT, WINDOW);
        for (int n = 0; n < data.size(); n += 100) {
            LabelledSequence expected =
                    cutter.cut("as replayed", batches(data, n), new int[] {data.label(n)});
            LabelledSequence sequence = examples.get(n).sequence();
            assertThat(sequence.ends()).isEqualTo(expected.ends());
            assertThat(sequence.indices()).isEqualTo(expected.indices());
            assertThat(sequence.values()).isEqualTo(expected.values());
        }
    }

    private static List<SensorBatch> batches(DataSet data, int n) {
        List<SensorBatch> batches = new ArrayList<>();
        try (EventDecoder decoder = Recordings.open(data.recording(n).path())) {
            new BatchCutter(decoder, new CutOptions("", "s", 0, 7_000), () -> 0)
                    .forEachRemaining(batches::add);
        }
        return batches;
    }

    @Test
    void augmentingAnEpochCostsLittle() {
        DataSet data = DataSet.load(SharedData.path("nmnist/train"));
        AugmentOptions augment = AugmentOptions.parse("shift=2,drop=0.1");
        List<Example> examples = data.examples(data.all(), INPUT, WINDOW, augment);
        long best = Long.MAX_VALUE;
        for (int epoch = 0; epoch < 5; epoch++) {
            SplittableRandom random = new SplittableRandom(epoch);
            long start = System.nanoTime();
            for (Example example : examples) {
                assertThat(example.augmented(random).steps()).isPositive();
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(3));
    }
}
