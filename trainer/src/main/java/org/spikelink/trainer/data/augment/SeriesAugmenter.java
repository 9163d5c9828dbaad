package org.spikelink.trainer.data.augment;

import java.util.SplittableRandom;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.item.DataException;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.data.item.SeriesItem;

/**
 * Changes a series of samples at random. It is resampled if time is scaled, shifted or jittered. Times before the
 * first sample take its value, times after the last sample take that one's value; such samples have no label.
 */
public final class SeriesAugmenter {
    private final AugmentOptions options;
    private final int shiftSamples;
    private final int jitterSamples;

    /**
     * Samples and their labels after the change.
     *
     * @param values [T][C]; a copy
     * @param stepLabels [T]; a copy, empty if samples have no labels
     * @param peer series that was mixed in
     */
    public record Changed(float[] values, int[] stepLabels, Peer<SeriesItem> peer) {}

    /** Throws {@link DataException} if options do not apply to samples. */
    public SeriesAugmenter(AugmentOptions options, InputSpec.Samples input, boolean perStep) {
        this.options = options;
        if (!options.spatial().isNone() || options.hot() != 0) {
            throw new DataException(
                    "augment: shift, flip, rotate, zoom, shear, elastic and hot need recordings of events (got"
                            + " samples)");
        }
        if (perStep && (options.mix() > 0 || options.mixup() > 0)) {
            throw new DataException(
                    "augment: mix and mixup need recordings with one label each (got one per sample)");
        }
        shiftSamples = (int) (options.timeShiftUs() / input.periodUs());
        jitterSamples = (int) (options.jitterUs() / input.periodUs());
    }

    /** Whether series are not changed. */
    public boolean isIdle() {
        return options.isNone();
    }

    /** A changed copy. */
    public Changed augment(
            SeriesItem item, ItemsByClass<SeriesItem> others, SplittableRandom random) {
        double speed =
                options.scale() == 0 ? 1 : 1 + options.scale() * (2 * random.nextDouble() - 1);
        int shift = between(shiftSamples, random);
        Changed changed = resampled(item, speed, shift, random);
        Peer<SeriesItem> peer = Peer.draw(options, item, others, random);
        if (peer.item() != null) {
            mix(changed.values(), peer.item(), 1 - peer.share());
        }
        dropChannels(changed.values(), item.series().channels(), random);
        cutChannels(changed.values(), item.series().channels(), random);
        if (options.drop() > 0) {
            double drop = options.drop() * random.nextDouble();
            for (int n = 0; n < changed.values().length; n++) {
                changed.values()[n] = random.nextDouble() < drop ? 0 : changed.values()[n];
            }
        }
        return new Changed(changed.values(), changed.stepLabels(), peer);
    }

    private Changed resampled(SeriesItem item, double speed, int shift, SplittableRandom random) {
        float[] from = item.series().values();
        int channels = item.series().channels();
        int steps = item.series().steps();
        int length = Math.max(1, (int) Math.round(steps / speed));
        float[] values = new float[length * channels];
        int[] labels = new int[item.stepLabels().length == 0 ? 0 : length];
        for (int c = 0; c < channels; c++) {
            int jitter = between(jitterSamples, random);
            for (int t = 0; t < length; t++) {
                int at = (int) Math.round(t * speed) - shift - jitter;
                values[t * channels + c] = from[clamp(at, steps) * channels + c];
            }
        }
        for (int t = 0; t < labels.length; t++) {
            int at = (int) Math.round(t * speed) - shift;
            boolean there = at >= 0 && at < steps;
            labels[t] = there ? item.stepLabels()[at] : LabelledSequence.UNLABELLED;
        }
        return new Changed(values, labels, null);
    }

    private static int clamp(int at, int steps) {
        return Math.min(steps - 1, Math.max(0, at));
    }

    private static int between(int most, SplittableRandom random) {
        return most == 0 ? 0 : random.nextInt(-most, most + 1);
    }

    private static void mix(float[] values, SeriesItem peer, double share) {
        float[] other = peer.series().values();
        for (int n = 0; n < Math.min(values.length, other.length); n++) {
            values[n] = (float) ((1 - share) * values[n] + share * other[n]);
        }
    }

    /** Sets neighbouring channels to 0. */
    private void cutChannels(float[] values, int channels, SplittableRandom random) {
        if (options.cutout() == 0) {
            return;
        }
        int count = (int) Math.round(options.cutout() * channels * random.nextDouble());
        int first = random.nextInt(channels - count + 1);
        for (int n = 0; n < values.length; n++) {
            int c = n % channels;
            values[n] = c >= first && c < first + count ? 0 : values[n];
        }
    }

    private void dropChannels(float[] values, int channels, SplittableRandom random) {
        if (options.channels() == 0) {
            return;
        }
        boolean[] dropped = new boolean[channels];
        for (int c = 0; c < channels; c++) {
            dropped[c] = random.nextDouble() < options.channels();
        }
        for (int n = 0; n < values.length; n++) {
            values[n] = dropped[n % channels] ? 0 : values[n];
        }
    }
}
