package org.spikelink.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.spikelink.core.fixture.SampleFrames.input;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.SampleFrames;
import org.spikelink.core.model.EncoderSpec;

/** What moving-window and integrate-and-fire encoders do with random samples, against their definitions. */
final class EncoderPropertyTest {
    private static final int CHANNELS = 3;
    private static final int SAMPLES = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aMovingWindowComparesWithTheMeanOfTheSamplesBefore(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int window = 1 + random.nextInt(9);
        double threshold = 0.05 + random.nextDouble();
        float[] values = Models.values(random, 2, CHANNELS * SAMPLES);
        float[][] frames =
                SampleFrames.of(
                        input(CHANNELS, new EncoderSpec.MovingWindow(window, threshold)), values);
        int spikes = 0;
        for (int t = 0; t < SAMPLES; t++) {
            for (int c = 0; c < CHANNELS; c++) {
                int from = Math.max(0, t - window);
                double mean = values[t * CHANNELS + c];
                if (t > 0) {
                    double sum = 0;
                    for (int n = from; n < t; n++) {
                        sum += values[n * CHANNELS + c];
                    }
                    mean = sum / (t - from);
                }
                double above = values[t * CHANNELS + c] - mean;
                float spike = above > threshold ? 1 : above < -threshold ? -1 : 0;
                assertThat(frames[t][c]).as("seed %d, %d, %d", seed, t, c).isEqualTo(spike);
                spikes += spike == 0 ? 0 : 1;
            }
        }
        assertThat(spikes).isPositive();
    }

    /** Without a leak no charge is lost: spikes times the threshold are the sum of the values, up to what v still has. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void spikesOfIntegrateAndFireAddUpToTheValues(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int steps = 1 + random.nextInt(4);
        double threshold = 1 + random.nextInt(3);
        float[] values = Models.values(random, 1, CHANNELS * SAMPLES);
        float[][] frames =
                SampleFrames.of(
                        input(
                                CHANNELS,
                                new EncoderSpec.IntegrateAndFire(steps, threshold, 1, true)),
                        values);
        assertThat(frames).hasNumberOfRows(SAMPLES * steps);
        for (int c = 0; c < CHANNELS; c++) {
            double charge = 0;
            double spikes = 0;
            for (int t = 0; t < frames.length; t++) {
                charge += values[t / steps * CHANNELS + c];
                spikes += frames[t][c];
                assertThat(Math.abs(frames[t][c])).isIn(0f, 1f);
                assertThat(charge - spikes * threshold)
                        .as("seed %d, v of channel %d at %d", seed, c, t)
                        .isBetween(-threshold - 1e-2, threshold + 1e-2);
            }
        }
    }

    @Test
    void integrateAndFireLeaksAndIsNeverBelowZeroWithoutOffSpikes() {
        EncoderSpec fire = new EncoderSpec.IntegrateAndFire(1, 1, 0.5, false);
        // v: 0.6, 0.9, 1.05 - 1, 0 (not -4.975), 0.6, 0.9, 1.05 - 1
        assertThat(SampleFrames.of(input(1, fire), 0.6f, 0.6f, 0.6f, -5, 0.6f, 0.6f, 0.6f))
                .isDeepEqualTo(new float[][] {{0}, {0}, {1}, {0}, {0}, {0}, {1}});
    }

    @Test
    void aConstantValueSpikesAtTheRateThatItIs() {
        EncoderSpec fire = new EncoderSpec.IntegrateAndFire(1000, 1, 1, false);
        float[][] frames = SampleFrames.of(input(2, fire), 0.3f, 0.7f);
        double[] rates = new double[2];
        for (float[] frame : frames) {
            rates[0] += frame[0] / frames.length;
            rates[1] += frame[1] / frames.length;
        }
        assertThat(rates[0]).isCloseTo(0.3, within(2e-3));
        assertThat(rates[1]).isCloseTo(0.7, within(2e-3));
    }
}
