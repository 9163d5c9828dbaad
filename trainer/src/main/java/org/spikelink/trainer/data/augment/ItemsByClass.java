package org.spikelink.trainer.data.augment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.spikelink.trainer.data.item.Item;

/** The recordings of a training set by class, for augmentation that mixes two of the same class. */
public final class ItemsByClass<T extends Item> {
    private final Map<Integer, List<T>> byClass;
    private final List<T> all;

    public ItemsByClass(List<T> items) {
        all = List.copyOf(items);
        byClass = new HashMap<>(items.stream().collect(Collectors.groupingBy(Item::label)));
    }

    /** A random recording of any class. */
    T any(SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    /** A random recording of the same class, possibly {@code item} itself. */
    T sameClass(T item, SplittableRandom random) {
        List<T> same = byClass.get(item.label());
        return same.get(random.nextInt(same.size()));
    }
}
