package org.spikelink.core.filter;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Missing;
import org.spikelink.core.record.SampleCheck;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * Fills missing values of samples, see {@link Missing}. Before the first value of a channel, they are the offset of its
 * normalization, or 0; interpolation takes the first value instead, if it comes soon enough.
 *
 * <p>Samples that wait are added in front of the next batch, if that begins where they end. If it does not, samples are lost in
 * between, and those that wait are dropped. The end of a session waits for nothing. The memory of a stream has the last known
 * value of each channel, then the samples that wait, as bits of floats; its clock is the time of the first of these.
 */
final class MissingSamples implements InputFilter {
    private static final FilterMemory NOTHING =
            new FilterMemory(FilterMemory.NEVER, new int[0], new int[0]);

    private final InputSpec.Samples spec;
    private final int channels;
    private final SampleCheck check;
    private final int mostWaiting;

    /** What is known before the first value, [C]. */
    private final float[] before;

    MissingSamples(InputSpec.Samples spec) {
        this.spec = spec;
        channels = spec.channels();
        check = new SampleCheck(channels, spec.periodUs(), true);
        mostWaiting = spec.missing() == Missing.HOLD ? 1 : Missing.MOST_WAITING;
        before = new float[channels];
        if (!spec.normalization().isNone()) {
            for (int c = 0; c < channels; c++) {
                before[c] = spec.normalization().offset().get(c).floatValue();
            }
        }
    }

    @Override
    public boolean isStateful() {
        return true;
    }

    @Override
    public List<FilterSpec> specs() {
        return List.of();
    }

    @Override
    public String rejection(SensorBatch batch) {
        return check.rejection(batch);
    }

    @Override
    public String misfit(FilterState state) {
        if (state.memories().isEmpty()) {
            return null;
        }
        FilterMemory memory = state.memories().get(0).sparse();
        int values = memory.words().length;
        int most = channels * (1 + mostWaiting);
        return state.memories().size() == 1 && values % channels == 0 && values <= most
                ? null
                : "it must have at most %d values of %d channels (got %d)"
                        .formatted(most, channels, values);
    }

    @Override
    public Filtered apply(FilterState state, SensorBatch batch) {
        Fill fill = new Fill(state.memories().isEmpty() ? NOTHING : state.memories().get(0), batch);
        return fill.filtered();
    }

    /** One batch of a stream behind the samples that wait. */
    private final class Fill {
        private final SensorBatch batch;
        private final float[] last; // [C] of the sample before the first one; NaN if none is known
        private final float[] values; // [T][C], the samples that wait first
        private final int samples;
        private final long startUs;
        private int ready; // samples from the start whose values are all known

        Fill(FilterMemory stored, SensorBatch batch) {
            this.batch = batch;
            int[] words = stored.sparse().words();
            last = new float[channels];
            Arrays.fill(last, Float.NaN);
            for (int c = 0; c < Math.min(channels, words.length); c++) {
                last[c] = Float.intBitsToFloat(words[c]);
            }
            float[] sent = batch.payload() instanceof Samples payload ? payload.values() : before;
            int more = batch.payload() instanceof Samples ? sent.length : 0;
            int waiting = Math.max(0, words.length - channels);
            long waitingUs = (long) waiting / channels * spec.periodUs();
            if (waiting > 0 && isBeyond(batch, more > 0, stored.nowUs() + waitingUs)) {
                waiting = 0;
            }
            values = new float[waiting + more];
            for (int n = 0; n < waiting; n++) {
                values[n] = Float.intBitsToFloat(words[channels + n]);
            }
            System.arraycopy(sent, 0, values, waiting, more);
            samples = values.length / channels;
            startUs = waiting > 0 ? stored.nowUs() : batch.startUs();
            fill(waiting / channels);
        }

        /** Whether the next sample does not follow at a time, as far as the batch says. */
        private boolean isBeyond(SensorBatch of, boolean hasSamples, long nextUs) {
            long toleranceUs = spec.periodUs() / 2;
            return hasSamples
                    ? Math.abs(of.startUs() - nextUs) > toleranceUs
                    : of.untilUs() != SensorBatch.NO_UNTIL
                            && of.untilUs()
                                    > nextUs + (Missing.MOST_WAITING + 1L) * spec.periodUs();
        }

        /** Takes one sample after the other, from {@code from} on. */
        private void fill(int from) {
            for (int t = from; t < samples; t++) {
                for (int c = 0; c < channels; c++) {
                    if (!Float.isNaN(values[t * channels + c])) {
                        fillBefore(t, c);
                    }
                }
                while (ready <= t && isKnown(ready)) {
                    release();
                }
                if (t + 1 - ready >= mostWaiting) {
                    hold(t + 1);
                }
            }
            if (batch.end()) {
                hold(samples);
            }
        }

        /** The missing values of a channel right before one that is known. */
        private void fillBefore(int t, int c) {
            int known = t - 1;
            while (known >= ready && Float.isNaN(values[known * channels + c])) {
                known--;
            }
            double to = values[t * channels + c];
            double from = known >= ready ? values[known * channels + c] : last[c];
            from = Double.isNaN(from) ? to : from;
            for (int n = known + 1; n < t; n++) {
                double part = (double) (n - known) / (t - known);
                values[n * channels + c] = (float) (from + (to - from) * part);
            }
        }

        private boolean isKnown(int t) {
            for (int c = 0; c < channels; c++) {
                if (Float.isNaN(values[t * channels + c])) {
                    return false;
                }
            }
            return true;
        }

        /** Sample {@link #ready} is complete. */
        private void release() {
            System.arraycopy(values, ready * channels, last, 0, channels);
            ready++;
        }

        /** The samples before {@code end} do not wait any longer. */
        private void hold(int end) {
            while (ready < end) {
                for (int c = 0; c < channels; c++) {
                    int at = ready * channels + c;
                    if (Float.isNaN(values[at])) {
                        values[at] = Float.isNaN(last[c]) ? before[c] : last[c];
                    }
                }
                release();
            }
        }

        Filtered filtered() {
            long nextUs = startUs + ready * spec.periodUs();
            boolean waits = ready < samples;
            float[] known = Arrays.copyOf(values, ready * channels);
            SensorBatch filled =
                    new SensorBatch(
                            batch.stream(),
                            batch.session(),
                            batch.sequence(),
                            startUs,
                            waits ? Math.min(batch.untilUs(), nextUs) : batch.untilUs(),
                            batch.end(),
                            new Samples(known, channels),
                            batch.origin(),
                            batch.value());
            return new Filtered(filled, new FilterState(List.of(memory(nextUs))), new int[0]);
        }

        private FilterMemory memory(long nextUs) {
            int waiting = values.length - ready * channels;
            int[] numbers = new int[channels + waiting];
            int[] words = new int[numbers.length];
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = n;
                words[n] =
                        Float.floatToRawIntBits(
                                n < channels ? last[n] : values[ready * channels + n - channels]);
            }
            return new FilterMemory(nextUs, numbers, words);
        }
    }
}
