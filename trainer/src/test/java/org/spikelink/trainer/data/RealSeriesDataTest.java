package org.spikelink.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.trainer.data.item.LabelledSequence;

/** The real sets of series become sequences. */
final class RealSeriesDataTest {
    private static final DecisionSpec STEP = new DecisionSpec(1, 1, false);

    @Test
    void tactileObjectsBecomeShortSequencesOfCounts() {
        DataSet data = DataSet.load(SharedData.path("tactile/ev-objects-train.zip"));
        assertThat(data.labels()).hasSize(36).startsWith("0", "1", "2").endsWith("35");
        List<Example> examples = data.examples(pooled(78, 10), STEP);
        assertThat(examples).hasSize(576);
        LabelledSequence first = examples.get(0).sequence();
        assertThat(first.steps()).isEqualTo(25);
        assertThat(first.labels()).containsExactly(25);
        float sum = 0;
        for (float value : first.values()) {
            sum += value;
        }
        assertThat(sum).isEqualTo(1687);
    }

    @Test
    void theEcgsStepsHaveTheLabelsOfTheirSamples() {
        DataSet data = DataSet.load(SharedData.path("ecg-qtdb/train.npz"));
        assertThat(data.isPerStep()).isTrue();
        assertThat(data.labels()).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(data.counts(data.all()))
                .containsExactly(100530, 49485, 46503, 35776, 242792, 263147);
        LabelledSequence row = data.examples(pooled(4, 1), STEP).get(3).sequence();
        assertThat(row.steps()).isEqualTo(1301);
        assertThat(row.labels()).hasSize(1301).contains(-1, 5);
        assertThat(data.examples(pooled(4, 4), STEP).get(3).sequence().labels()).hasSize(326);
    }

    @Test
    void vowelsHaveTheirOwnLengths() {
        DataSet data = DataSet.load(SharedData.path("timeseries/JapaneseVowels_TRAIN.ts"));
        assertThat(data.longest()).isEqualTo(26);
        List<Example> examples = data.examples(pooled(12, 1), STEP);
        assertThat(examples.stream().mapToInt(e -> e.sequence().steps()).min()).hasValue(7);
    }

    private static InputSpec.Samples pooled(int channels, int samples) {
        return new InputSpec.Samples(
                channels,
                1000,
                new Pooling(samples, Pooling.By.SUM),
                Normalization.NONE,
                new EncoderSpec.Direct());
    }
}
