package org.spikelink.trainer.data;

import java.util.SplittableRandom;
import org.spikelink.core.model.InputSpec;

/** A series of samples, cut into frames. */
final class SeriesExample implements Example {
    private final SeriesItem item;
    private final InputSpec.Samples input;
    private final FrameCutter cutter;
    private final SeriesAugmenter augmenter;
    private final Peers<SeriesItem> peers;
    private final LabelledSequence sequence;

    /**
     * Cuts a series.
     *
     * @throws DataException if it does not fit the input
     */
    SeriesExample(
            SeriesItem item,
            InputSpec.Samples input,
            FrameCutter cutter,
            SeriesAugmenter augmenter,
            Peers<SeriesItem> peers) {
        this.item = item;
        this.input = input;
        this.cutter = cutter;
        this.augmenter = augmenter;
        this.peers = peers;
        this.sequence = cut(item.series().values(), item.stepLabels());
    }

    @Override
    public String name() {
        return item.recording().name();
    }

    @Override
    public int label() {
        return item.label();
    }

    @Override
    public LabelledSequence sequence() {
        return sequence;
    }

    @Override
    public LabelledSequence augmented(SplittableRandom random) {
        if (augmenter.isIdle()) {
            return sequence;
        }
        SeriesAugmenter.Changed changed = augmenter.augment(item, peers, random);
        return cut(changed.values(), changed.stepLabels());
    }

    private LabelledSequence cut(float[] values, int[] stepLabels) {
        LabelledSequence frames = cutter.cut(values, input, name());
        int[] labels =
                stepLabels.length == 0
                        ? new int[] {item.label()}
                        : StepLabels.of(stepLabels, input, frames.steps());
        return new LabelledSequence(
                name(), frames.ends(), frames.indices(), frames.values(), labels);
    }
}
