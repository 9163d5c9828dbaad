package org.spikelink.viewer.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The latest items of a stream, at most {@code capacity}. A position counts all items ever added. */
final class Ring<T> {
    private final Deque<T> items = new ArrayDeque<>();
    private final int capacity;
    private long end;

    Ring(int capacity) {
        this.capacity = capacity;
    }

    void add(T item) {
        items.addLast(item);
        end++;
        if (items.size() > capacity) {
            items.removeFirst();
        }
    }

    /** Position after the latest item. */
    long end() {
        return end;
    }

    /** The items from {@code position} on that are still there, the oldest first. */
    List<T> from(long position) {
        long skip = Math.max(0, position - (end - items.size()));
        return items.stream().skip(skip).collect(Collectors.toCollection(ArrayList::new));
    }
}
