package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;

/** However a stream's samples are cut into batches, and wherever its state is restored, every bit is the same. */
final class SampleCutTest {
    private static final int CHANNELS = 5;
    private static final long PERIOD_US = 250;
    private static final StepperOptions GAP_5 =
            new StepperOptions(5, 10_000, Duration.ofHours(24), StepperOptions.Spikes.ALL);

    /** Consecutive samples from {@code startUs} on; the next run begins late, after a gap, or on a clock set back. */
    private record Stretch(long startUs, float[] values) {
        int samples() {
            return values.length / CHANNELS;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13})
    void stepsSpikesAndClassesDoNotDependOnTheCut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model model = model(random, encoder((int) seed));
        List<Stretch> stretches = stretches(random);
        Run whole = new Run(model, GAP_5).send(cut(stretches, random, Integer.MAX_VALUE));
        assertThat(whole.counters().steps()).as("seed %d", seed).isGreaterThan(20);
        assertThat(whole.counters().spikes()).as("seed %d", seed).isGreaterThan(5);
        assertThat(whole.counters().gaps() + whole.counters().clockResets()).isPositive();
        for (int n = 0; n < 10; n++) {
            Run parts = new Run(model, GAP_5);
            if (n % 2 == 1) {
                parts.throughBytes(model);
            }
            parts.send(cut(stretches, random, 1 + random.nextInt(20)));
            assertThat(parts.errors()).as("seed %d", seed).isEmpty();
            assertThat(parts.steps()).as("seed %d", seed).isEqualTo(whole.steps());
            assertThat(parts.windows()).as("seed %d", seed).isEqualTo(whole.windows());
            assertThat(parts.counters().late()).isEqualTo(whole.counters().late());
            assertThat(parts.counters().gaps()).isEqualTo(whole.counters().gaps());
            assertThat(parts.counters().clockResets()).isEqualTo(whole.counters().clockResets());
        }
    }

    private static EncoderSpec encoder(int seed) {
        return switch (seed % 7) {
            case 0 -> new EncoderSpec.Direct();
            case 1 -> new EncoderSpec.Delta(0.2, true, true);
            case 2 -> new EncoderSpec.StepForward(0.3);
            case 5 -> new EncoderSpec.MovingWindow(4, 0.3);
            case 6 -> new EncoderSpec.IntegrateAndFire(3, 0.7, 0.9, seed > 6);
            case 3 -> new EncoderSpec.Latency(4, 0.01, 1, false, true, true, 12);
            default -> new EncoderSpec.Rate(3, 0.5, 0.5, seed);
        };
    }

    private static Model model(SplittableRandom random, EncoderSpec encoder) {
        Pooling.By by = random.nextBoolean() ? Pooling.By.SUM : Pooling.By.MEAN;
        InputSpec input =
                new InputSpec.Samples(
                        CHANNELS,
                        PERIOD_US,
                        new Pooling(1 + random.nextInt(4), by),
                        Normalization.same(CHANNELS, 0.1, 2),
                        encoder);
        int window = 2 + random.nextInt(20);
        return Models.random(
                Models.document(
                        input,
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(window, 1 + random.nextInt(window), false),
                        Models.slstm(CHANNELS, 11, Reset.SUBTRACT, false, null, false),
                        Models.slstm(11, 3, Reset.ZERO, true, null, false)),
                random,
                0.8f);
    }

    private static List<Stretch> stretches(SplittableRandom random) {
        List<Stretch> stretches = new ArrayList<>();
        long now = 1_000_000;
        for (int n = 0; n < 30; n++) {
            float[] values = Models.values(random, 1, CHANNELS * (1 + random.nextInt(25)));
            stretches.add(new Stretch(now, values));
            now += PERIOD_US * (values.length / CHANNELS);
            int what = random.nextInt(10);
            now += what == 0 ? 30_000 : what == 1 ? -40_000 : what == 2 ? -2 * PERIOD_US : 0;
            now += PERIOD_US * (what == 3 ? random.nextInt(4) : 0);
        }
        return stretches;
    }

    /**
     * Batches of at most {@code longest} samples, now and then an empty one or a repeat; the last ends the session.
     */
    private static Batch[] cut(List<Stretch> stretches, SplittableRandom random, int longest) {
        List<Batch> batches = new ArrayList<>();
        for (Stretch stretch : stretches) {
            int at = 0;
            while (at < stretch.samples()) {
                int most = Math.min(longest, stretch.samples() - at);
                int size = longest == Integer.MAX_VALUE ? most : random.nextInt(most + 1);
                float[] values = new float[size * CHANNELS];
                System.arraycopy(stretch.values(), at * CHANNELS, values, 0, values.length);
                batches.add(
                        Batch.batch(batches.size())
                                .start(stretch.startUs() + at * PERIOD_US)
                                .samples(CHANNELS, values));
                if (random.nextInt(8) == 0) {
                    batches.add(batches.get(random.nextInt(batches.size()))); // a repeat
                }
                at += size;
            }
        }
        batches.add(Batch.batch(batches.size()).end());
        return batches.toArray(Batch[]::new);
    }
}
