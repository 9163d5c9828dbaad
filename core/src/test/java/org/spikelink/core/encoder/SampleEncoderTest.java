package org.spikelink.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.SampleFrames.input;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.SampleFrames;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;

final class SampleEncoderTest {

    @Test
    void theBaselineOfStepForwardFollowsByTheThreshold() {
        float[][] frames =
                SampleFrames.of(
                        input(1, new EncoderSpec.StepForward(1)), 5, 6, 6.5f, 8, 8, 8, 3, 3, 7.5f);
        assertThat(frames)
                .isDeepEqualTo(new float[][] {{0}, {0}, {1}, {1}, {0}, {0}, {-1}, {-1}, {1}});
    }

    @Test
    void theDrawsOfARateAreThoseOfASplittableRandom() {
        SplittableRandom random = new SplittableRandom(-42);
        for (int n = 0; n < 1000; n++) {
            assertThat(RateEncoder.draw(-42, n)).isEqualTo(random.nextDouble());
        }
    }

    @Test
    void aRateSpikesAsOftenAsItsValueSays() {
        EncoderSpec rate = new EncoderSpec.Rate(2000, 0.5, 0.1, 7);
        float[][] frames = SampleFrames.of(input(4, rate), -1, 0, 1, 9);
        float[] sums = new float[4];
        for (float[] frame : frames) {
            for (int c = 0; c < 4; c++) {
                sums[c] += frame[c];
            }
        }
        assertThat(frames).hasNumberOfRows(2000);
        assertThat(sums[0]).isZero();
        assertThat(sums[1]).isBetween(150f, 250f);
        assertThat(sums[2]).isBetween(1100f, 1300f);
        assertThat(sums[3]).isEqualTo(2000);
    }

    @Test
    void theNextSampleOfARateIsDrawnAgain() {
        EncoderSpec rate = new EncoderSpec.Rate(50, 1, 0, 7);
        float[][] frames = SampleFrames.of(input(1, rate), 0.5f, 0.5f);
        StringBuilder spikes = new StringBuilder();
        for (float[] frame : frames) {
            spikes.append((int) frame[0]);
        }
        assertThat(spikes).hasSize(100);
        assertThat(spikes.substring(50)).isNotEqualTo(spikes.substring(0, 50));
    }

    @Test
    void aLatencyPastTheLastStepIsNoSpike() {
        EncoderSpec latency = new EncoderSpec.Latency(3, 0.01, 1, true, false, false, 1);
        // times 0, 1 - 0.4, 0 for a value above 1, and with tau 5: 5 - 0.25
        assertThat(SampleFrames.of(input(3, latency), 1, 0.4f, 2))
                .isDeepEqualTo(new float[][] {{1, 0, 1}, {0, 1, 0}, {0, 0, 0}});
        EncoderSpec slow = new EncoderSpec.Latency(3, 0.01, 5, true, false, false, 1);
        assertThat(SampleFrames.of(input(1, slow), 0.05f))
                .isDeepEqualTo(new float[][] {{0}, {0}, {0}});
    }

    @Test
    void samplesArePooledThenNormalizedThenEncoded() {
        Normalization normalization = Normalization.same(2, 10, 0.5);
        InputSpec.Samples sums =
                new InputSpec.Samples(
                        2,
                        100,
                        new Pooling(3, Pooling.By.SUM),
                        normalization,
                        new EncoderSpec.Direct());
        assertThat(SampleFrames.of(sums, 1, 10, 2, 20, 3, 30, 9, 9))
                .isDeepEqualTo(new float[][] {{-2, 25}});
        InputSpec.Samples means =
                new InputSpec.Samples(
                        2,
                        100,
                        new Pooling(2, Pooling.By.MEAN),
                        Normalization.NONE,
                        new EncoderSpec.Delta(1, true, true));
        assertThat(SampleFrames.of(means, 1, 10, 2, 20, 3, 30, 9, -9))
                .isDeepEqualTo(new float[][] {{0, 0}, {1, -1}});
    }
}
