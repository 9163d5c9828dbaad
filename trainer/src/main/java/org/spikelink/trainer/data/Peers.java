package org.spikelink.trainer.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The recordings of each class that may be mixed with one another. */
final class Peers<T extends Item> {
    private final Map<Integer, List<T>> byClass;

    Peers(List<T> items) {
        byClass = new HashMap<>(items.stream().collect(Collectors.groupingBy(Item::label)));
    }

    /** A recording of the same class, perhaps the same one. */
    T of(T item, SplittableRandom random) {
        List<T> same = byClass.get(item.label());
        return same.get(random.nextInt(same.size()));
    }
}
