package org.spikelink.core.filter;

import java.util.List;

/** What the stateful filters of a chain remember of one stream, the filters in their order. Immutable. */
public final class FilterState {
    /** Nothing remembered yet, for any chain. */
    public static final FilterState FRESH = new FilterState(List.of());

    private final List<FilterMemory> memories;
    private final Object savedBy;

    FilterState(List<FilterMemory> memories) {
        this(memories, null);
    }

    /**
     * A state that filters have saved.
     *
     * @param savedBy stands for the filters
     */
    FilterState(List<FilterMemory> memories, Object savedBy) {
        this.memories = List.copyOf(memories);
        this.savedBy = savedBy;
    }

    /** Whether it comes from these filters, and not from bytes, which may be anything. */
    boolean isSavedBy(Object filters) {
        return savedBy == filters;
    }

    List<FilterMemory> memories() {
        return memories;
    }

    /** Number of pixels remembered, those of each filter counted. */
    public int pixels() {
        return memories.stream().mapToInt(memory -> memory.count()).sum();
    }
}
