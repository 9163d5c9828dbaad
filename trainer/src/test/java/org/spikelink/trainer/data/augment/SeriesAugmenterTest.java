package org.spikelink.trainer.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.item.DataException;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.data.item.SeriesItem;

/** A series of two channels, 1..100 and their negatives, a sample each 1000 µs; every change by itself. */
final class SeriesAugmenterTest {
    private static final int STEPS = 100;
    private static final InputSpec.Samples INPUT = new InputSpec.Samples(2, 1000);

    @Test
    void nothingAskedForChangesNothing() {
        assertThat(augmented("none", 1).values()).isEqualTo(item(1, false).series().values());
    }

    @Test
    void aTimeShiftMovesSamplesAndTheirLabels() {
        for (int seed = 0; seed < 20; seed++) {
            SeriesAugmenter.Changed changed =
                    augment("timeshift=5000", item(1, true), item(1, true), seed);
            int moved = 50 - (int) changed.values()[2 * 49];
            assertThat(moved).as("seed %d", seed).isBetween(-5, 5);
            assertThat(changed.values()).hasSize(2 * STEPS);
            for (int t = 0; t < STEPS; t++) {
                int from = t - moved;
                boolean there = from >= 0 && from < STEPS;
                int expected = Math.min(STEPS - 1, Math.max(0, from)) + 1;
                assertThat(changed.values()[2 * t]).isEqualTo(expected);
                assertThat(changed.values()[2 * t + 1]).isEqualTo(-expected);
                assertThat(changed.stepLabels()[t]).isEqualTo(there ? from % 3 : -1);
            }
        }
    }

    @Test
    void timePassesFasterOrSlower() {
        SeriesAugmenter.Changed changed = augmented("scale=0.3", 2);
        int steps = changed.values().length / 2;
        assertThat(steps).isBetween(77, 143).isNotEqualTo(STEPS);
        assertThat(changed.values()[0]).isEqualTo(1);
        assertThat(changed.values()[2 * (steps - 1)]).isBetween(98f, 100f);
    }

    @Test
    void jitterMovesEachChannelByItself() {
        SeriesAugmenter.Changed changed = augmented("jitter=9000", 3);
        assertThat(changed.values()[100]).isNotEqualTo(-changed.values()[101]);
        assertThat(Math.abs(changed.values()[100] - 51)).isLessThanOrEqualTo(9);
    }

    @Test
    void valuesAndChannelsAreLeftOut() {
        int most = 0;
        for (int seed = 0; seed < 50; seed++) {
            int zeros = 0;
            for (float value : augmented("drop=0.25", seed).values()) {
                zeros += value == 0 ? 1 : 0;
            }
            most = Math.max(most, zeros);
        }
        assertThat(most).isBetween(30, 70);
        int dropped = 0;
        for (int seed = 0; seed < 100; seed++) {
            float[] values = augmented("channels=0.25", seed).values();
            assertThat(values[0] == 0).isEqualTo(values[2 * 99] == 0);
            dropped += values[0] == 0 ? 1 : 0;
        }
        assertThat(dropped).isBetween(10, 42);
    }

    @Test
    void mixingStaysNearerToTheRecordingItself() {
        SeriesAugmenter.Changed changed = augment("mix=1", item(1, false), item(3, false), 5);
        assertThat(changed.values()[2 * 49]).isGreaterThan(50).isLessThanOrEqualTo(100);
    }

    @Test
    void mixupMixesTheLabelsWithTheSameShareAsTheSamples() {
        SeriesItem other = new SeriesItem(item(3, false).recording(), 2, new int[0]);

        SeriesAugmenter.Changed changed = augment("mixup=1", item(1, false), other, 5);

        LabelledSequence frames =
                new LabelledSequence("x", new int[1], new int[0], new float[0], new int[1]);
        double share = changed.peer().label(frames).share();
        assertThat(changed.peer().label(frames).other()).isEqualTo(2);
        assertThat(share).isBetween(0.5, 1.0);
        // 50 in the recording itself, 150 in the other
        assertThat((double) changed.values()[2 * 49]).isCloseTo(150 - 100 * share, within(0.01));
    }

    @Test
    void aCutoutBlanksNeighbouringChannels() {
        int blanked = 0;
        for (int seed = 0; seed < 100; seed++) {
            float[] values = augmented("cutout=1", seed).values();
            for (int t = 0; t < STEPS; t++) {
                assertThat(values[2 * t] == 0).isEqualTo(values[0] == 0);
            }
            blanked += values[0] == 0 ? 1 : 0;
        }
        assertThat(blanked).isBetween(30, 70); // of 2 channels none, one or both
    }

    @Test
    void optionsThatDoNotApplyToSamplesAreRejected() {
        assertThatThrownBy(() -> new SeriesAugmenter(AugmentOptions.parse("shift=1"), INPUT, false))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "augment: shift, flip, rotate, zoom, shear, elastic and hot need recordings of events (got"
                                + " samples)");
        assertThatThrownBy(() -> new SeriesAugmenter(AugmentOptions.parse("mix=1"), INPUT, true))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("one label each (got one per sample)");
    }

    private static SeriesAugmenter.Changed augmented(String options, int seed) {
        return augment(options, item(1, false), item(1, false), seed);
    }

    private static SeriesAugmenter.Changed augment(
            String options, SeriesItem item, SeriesItem peer, int seed) {
        return new SeriesAugmenter(AugmentOptions.parse(options), INPUT, false)
                .augment(item, new ItemsByClass<>(List.of(peer)), new SplittableRandom(seed));
    }

    private static SeriesItem item(float factor, boolean perStep) {
        float[] values = new float[2 * STEPS];
        int[] labels = new int[perStep ? STEPS : 0];
        for (int t = 0; t < STEPS; t++) {
            values[2 * t] = factor * (t + 1);
            values[2 * t + 1] = -values[2 * t];
            if (perStep) {
                labels[t] = t % 3;
            }
        }
        Series series = new Series("", Optional.empty(), labels, 2, values);
        SeriesRecording recording =
                new SeriesRecording(Path.of("x"), "x", Optional.empty(), series);
        return new SeriesItem(recording, 0, labels);
    }
}
