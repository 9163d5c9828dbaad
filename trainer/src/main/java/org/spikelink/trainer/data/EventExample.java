package org.spikelink.trainer.data;

import java.util.SplittableRandom;
import org.spikelink.trainer.data.augment.EventAugmenter;
import org.spikelink.trainer.data.augment.ItemsByClass;
import org.spikelink.trainer.data.item.EventItem;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * A recording of events.
 *
 * @param sequence the unchanged recording
 * @param cutter cuts augmented events into frames
 * @param others recordings that it may be mixed with
 */
record EventExample(
        EventItem item,
        LabelledSequence sequence,
        FrameCutter cutter,
        EventAugmenter augmenter,
        ItemsByClass<EventItem> others)
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
        EventAugmenter.Changed changed = augmenter.augment(item, others, random);
        if (changed.events().length() == 0) {
            return sequence;
        }
        LabelledSequence frames = cutter.cut(item, changed.events());
        return frames.steps() == 0 // nothing may pass the filters
                ? sequence
                : changed.peer().label(frames);
    }
}
