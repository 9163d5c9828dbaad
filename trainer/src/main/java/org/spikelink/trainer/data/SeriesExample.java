package org.spikelink.trainer.data;

import java.util.SplittableRandom;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.augment.ItemsByClass;
import org.spikelink.trainer.data.augment.SeriesAugmenter;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.data.item.SeriesItem;

/**
 * A series of samples.
 *
 * @param sequence the unchanged series
 * @param cutter cuts augmented samples into frames
 * @param others recordings that it may be mixed with
 */
record SeriesExample(
        SeriesItem item,
        LabelledSequence sequence,
        InputSpec.Samples input,
        FrameCutter cutter,
        SeriesAugmenter augmenter,
        ItemsByClass<SeriesItem> others)
        implements Example {
    @Override
    public String name() {
        return item.recording().name();
    }

    @Override
    public int label() {
        return item.label();
    }

    @Override
    public LabelledSequence augmented(SplittableRandom random) {
        if (augmenter.isIdle()) {
            return sequence;
        }
        SeriesAugmenter.Changed changed = augmenter.augment(item, others, random);
        LabelledSequence frames = cutter.cut(changed.values(), input.channels(), name());
        return changed.peer()
                .label(StepLabels.label(frames, input, item.label(), changed.stepLabels()));
    }
}
