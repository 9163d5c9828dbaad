package org.spikelink.operators;

import java.io.Serializable;

/**
 * How many streams a task keeps. Beyond it, the least recently active ones are deleted, so that new names cannot use up the
 * memory.
 *
 * @param most streams per task, at least 1; {@value #BY_HEAP} for as many as fit into the heap, without a limit where states
 *     are not on the heap
 */
public record StreamLimit(int most) implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int BY_HEAP = 0;

    /** As many as fit. */
    public static final StreamLimit DEFAULT = new StreamLimit(BY_HEAP);

    /** Of the heap that states may take; the rest is for snapshots, buffers and garbage. */
    private static final double SHARE_OF_HEAP = 0.4;

    /** What a stream needs besides its state's values: objects, table entries, a timer, its name. */
    private static final int BYTES_PER_STREAM = 1_200;

    public StreamLimit {
        if (most < BY_HEAP) {
            throw new IllegalArgumentException(
                    "max streams must be at least 1, or 0 for the default (got " + most + ")");
        }
    }

    /**
     * The limit of one task.
     *
     * @param onHeap whether states are on the heap
     * @param heapBytes of the process
     * @param tasks that share it
     * @param stateBytes values of one stream's state
     */
    int ofTask(boolean onHeap, long heapBytes, int tasks, long stateBytes) {
        if (most != BY_HEAP) {
            return most;
        }
        double fit = SHARE_OF_HEAP * heapBytes / tasks / (BYTES_PER_STREAM + stateBytes);
        return onHeap ? (int) Math.max(1, Math.min(Integer.MAX_VALUE, fit)) : Integer.MAX_VALUE;
    }
}
