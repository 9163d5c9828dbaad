package org.spikelink.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** However a series is cut into batches, missing values become what the whole series says. */
final class MissingSamplesTest {
    private static final int CHANNELS = 3;
    private static final long PERIOD_US = 100;
    private static final float NAN = Float.NaN;
    private static final double OFFSET = 0.5;

    @ParameterizedTest
    @EnumSource(
            value = Missing.class,
            names = {"HOLD", "INTERPOLATE"})
    void anyCutFillsWhatTheWholeSeriesSays(Missing missing) throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] series = new float[CHANNELS * (1 + random.nextInt(80))];
            for (int n = 0; n < series.length; n++) {
                series[n] = random.nextInt(10) < 4 ? NAN : random.nextInt(100);
            }
            float[] expected = missing == Missing.HOLD ? held(series) : interpolated(series);
            assertThat(filled(missing, series, random)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void samplesThatWaitHoldBackWhatIsSaidToBeComplete() {
        MissingSamples filter = filter(Missing.INTERPOLATE, 1);
        Filtered first =
                filter.apply(
                        FilterState.FRESH,
                        Batch.batch(0).samples(1, 1, NAN, NAN).until(300).build());
        assertThat(values(first)).containsExactly(1);
        assertThat(first.batch().untilUs()).isEqualTo(100);
        Filtered second =
                filter.apply(first.state(), Batch.batch(1).start(300).samples(1, 4).build());
        assertThat(second.batch().startUs()).isEqualTo(100);
        assertThat(values(second)).containsExactly(2, 3, 4);
        assertThat(second.batch().untilUs()).isEqualTo(SensorBatch.NO_UNTIL);
    }

    @Test
    void aSampleWaitsForAtMost100Samples() {
        MissingSamples filter = filter(Missing.INTERPOLATE, 1);
        float[] series = new float[150];
        Arrays.fill(series, NAN);
        series[0] = 7;
        Filtered filtered =
                filter.apply(FilterState.FRESH, Batch.batch(0).samples(1, series).build());
        assertThat(values(filtered)).hasSize(101).containsOnly(7);
        Filtered ended = filter.apply(filtered.state(), Batch.batch(1).start(15_000).end().build());
        assertThat(values(ended)).hasSize(49).containsOnly(7);
    }

    @Test
    void samplesThatWaitAreDroppedIfOthersAreLostAfterThem() {
        MissingSamples filter = filter(Missing.INTERPOLATE, 1);
        FilterState waits =
                filter.apply(FilterState.FRESH, Batch.batch(0).samples(1, 1, NAN).build()).state();
        Filtered later = filter.apply(waits, Batch.batch(2).start(900).samples(1, 5, 6).build());
        assertThat(later.batch().startUs()).isEqualTo(900);
        assertThat(values(later)).containsExactly(5, 6);
        Filtered silence = filter.apply(waits, Batch.batch(2).start(900).until(20_000).build());
        assertThat(silence.batch().untilUs()).isEqualTo(20_000);
        assertThat(filter.misfit(silence.state())).isNull();
    }

    @Test
    void batchesThatAreNotOfTheSensorAreRejected() {
        MissingSamples filter = filter(Missing.HOLD, 2);
        assertThat(filter.rejection(Batch.batch(0).samples(2, 1, NAN).build())).isNull();
        assertThat(filter.rejection(Batch.batch(0).build())).isNull();
        assertThat(filter.rejection(Batch.batch(0).samples(3, 1, 2, 3).build()))
                .isEqualTo("samples must have 2 channels (got 3 and 3 values)");
        assertThat(filter.rejection(Batch.batch(0).samples(2, 1, Float.POSITIVE_INFINITY).build()))
                .isEqualTo("value 1 must be finite and at most 1e9 (got Infinity)");
        assertThat(filter.rejection(Batch.batch(0).events(1).build()))
                .isEqualTo("the model takes samples (got events)");
    }

    @Test
    void aStateOfOtherChannelsDoesNotFit() {
        FilterState state =
                filter(Missing.INTERPOLATE, 3)
                        .apply(FilterState.FRESH, Batch.batch(0).samples(3, 1, 2, NAN).build())
                        .state();
        assertThat(filter(Missing.INTERPOLATE, 3).misfit(state)).isNull();
        assertThat(filter(Missing.HOLD, 4).misfit(state))
                .isEqualTo("it must have at most 8 values of 4 channels (got 6)");
    }

    private static MissingSamples filter(Missing missing, int channels) {
        return new MissingSamples(
                new InputSpec.Samples(
                        channels,
                        PERIOD_US,
                        Pooling.NONE,
                        Normalization.same(channels, OFFSET, 1),
                        new EncoderSpec.Direct(),
                        missing));
    }

    /** In random batches; between some of them the state goes through its bytes to another instance. */
    private static float[] filled(Missing missing, float[] series, SplittableRandom random)
            throws IOException {
        MissingSamples filter = filter(missing, CHANNELS);
        FilterState state = FilterState.FRESH;
        List<Float> filled = new ArrayList<>();
        int samples = series.length / CHANNELS;
        long nextUs = 1_000;
        for (int at = 0; at < samples; ) {
            int to = Math.min(samples, at + random.nextInt(9));
            float[] part = Arrays.copyOfRange(series, at * CHANNELS, to * CHANNELS);
            Batch batch = Batch.batch(0).start(1_000 + at * PERIOD_US).samples(CHANNELS, part);
            Filtered filtered = filter.apply(state, (to == samples ? batch.end() : batch).build());
            float[] values = values(filtered);
            if (values.length > 0) {
                assertThat(filtered.batch().startUs()).isEqualTo(nextUs);
                nextUs += PERIOD_US * (values.length / CHANNELS);
            }
            for (float value : values) {
                filled.add(value);
            }
            state = filtered.state();
            if (random.nextInt(3) == 0) {
                state = throughBytes(state);
                filter = filter(missing, CHANNELS);
                assertThat(filter.misfit(state)).isNull();
            }
            at = to;
        }
        float[] all = new float[filled.size()];
        for (int n = 0; n < all.length; n++) {
            all[n] = filled.get(n);
        }
        return all;
    }

    private static FilterState throughBytes(FilterState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FilterStateFormat.write(state, new DataOutputStream(out));
        return FilterStateFormat.read(
                new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    }

    private static float[] values(Filtered filtered) {
        return ((Samples) filtered.batch().payload()).values();
    }

    private static float[] held(float[] series) {
        float[] out = series.clone();
        for (int n = 0; n < out.length; n++) {
            float before = n < CHANNELS ? (float) OFFSET : out[n - CHANNELS];
            out[n] = Float.isNaN(out[n]) ? before : out[n];
        }
        return out;
    }

    private static float[] interpolated(float[] series) {
        float[] out = series.clone();
        for (int n = 0; n < out.length; n++) {
            if (!Float.isNaN(series[n])) {
                continue;
            }
            int from = n;
            while (from >= 0 && Float.isNaN(series[from])) {
                from -= CHANNELS;
            }
            int to = n;
            while (to < out.length && Float.isNaN(series[to])) {
                to += CHANNELS;
            }
            if (to >= out.length) {
                out[n] = from < 0 ? (float) OFFSET : series[from];
            } else if (from < 0) {
                out[n] = series[to];
            } else {
                int steps = (to - from) / CHANNELS;
                int before = (n - from) / CHANNELS;
                double part = (double) before / steps;
                double rise = (double) series[to] - series[from];
                out[n] = (float) (series[from] + rise * part);
            }
        }
        return out;
    }
}
