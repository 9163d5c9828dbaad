package org.spikelink.trainer.data;

import java.util.SplittableRandom;
import org.spikelink.core.record.PackedEvents;

/** A recording of events, cut into frames. */
final class EventExample implements Example {
    private final EventItem item;
    private final FrameCutter cutter;
    private final EventAugmenter augmenter;
    private final Peers<EventItem> peers;
    private final LabelledSequence sequence;

    /**
     * Cuts a recording.
     *
     * @throws DataException if it does not fit the input that the cutter cuts for
     */
    EventExample(
            EventItem item, FrameCutter cutter, EventAugmenter augmenter, Peers<EventItem> peers) {
        this.item = item;
        this.cutter = cutter;
        this.augmenter = augmenter;
        this.peers = peers;
        this.sequence = cutter.checkedCut(item);
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
        PackedEvents events = augmenter.augment(item, peers, random);
        return events.length() == 0 ? sequence : cutter.cut(item, events);
    }
}
