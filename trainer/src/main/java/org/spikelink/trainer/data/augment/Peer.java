package org.spikelink.trainer.data.augment;

import java.util.SplittableRandom;
import org.spikelink.trainer.data.item.Item;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * The recording that is mixed into another one.
 *
 * @param item null if nothing is mixed in
 * @param share of the recording itself, 0.5..1
 * @param relabels whether the label is mixed as well: with {@code mixup}
 */
public record Peer<T extends Item>(T item, double share, boolean relabels) {

    /** Draws whether a recording is mixed, and with which. */
    static <T extends Item> Peer<T> draw(
            AugmentOptions options, T item, ItemsByClass<T> others, SplittableRandom random) {
        boolean mixup = options.mixup() > 0 && random.nextDouble() < options.mixup();
        boolean mixes = !mixup && options.mix() > 0 && random.nextDouble() < options.mix();
        T peer = mixup ? others.any(random) : mixes ? others.sameClass(item, random) : null;
        return new Peer<>(peer, peer == null ? 1 : 0.5 + 0.5 * random.nextDouble(), mixup);
    }

    /** The frames of the mixture with both labels; unchanged if the label is not mixed. */
    public LabelledSequence label(LabelledSequence frames) {
        return relabels ? frames.mixedWith(item.label(), share) : frames;
    }
}
