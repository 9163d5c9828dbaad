package org.spikelink.core.stepper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.spikelink.core.record.SensorBatch;

/** Batches of one stream that wait to be stepped, in their order; the first may have been started. */
public final class BatchQueue {
    static final int NOT_STARTED = -1;

    private final ArrayDeque<SensorBatch> batches = new ArrayDeque<>(4);
    private int at = NOT_STARTED;
    private long bytes;

    /**
     * A batch that waits.
     *
     * @param at the event or sample of it that comes next, -1 if it was not started
     */
    public record Waiting(SensorBatch batch, int at) {}

    public BatchQueue() {}

    static BatchQueue of(SensorBatch batch) {
        BatchQueue queue = new BatchQueue();
        queue.add(batch);
        return queue;
    }

    /** Stored batches, of which only the first may have been started. */
    public static BatchQueue of(Iterable<Waiting> stored) {
        BatchQueue queue = new BatchQueue();
        for (Waiting waiting : stored) {
            if (queue.isEmpty()) {
                queue.at = waiting.at();
            }
            queue.add(waiting.batch());
        }
        return queue;
    }

    /** The batches, to be stored. */
    public List<Waiting> waiting() {
        List<Waiting> all = new ArrayList<>(batches.size());
        for (Iterator<SensorBatch> each = batches.iterator(); each.hasNext(); ) {
            all.add(new Waiting(each.next(), all.isEmpty() ? at : NOT_STARTED));
        }
        return all;
    }

    /** Adds a batch that comes after all others. */
    public void add(SensorBatch batch) {
        batches.addLast(batch);
        bytes += bytes(batch);
    }

    public boolean isEmpty() {
        return batches.isEmpty();
    }

    public int size() {
        return batches.size();
    }

    /** Size of the records that the batches came in. */
    public long bytes() {
        return bytes;
    }

    /** The name of the stream, empty if no batch waits. */
    String stream() {
        return batches.isEmpty() ? "" : batches.getFirst().stream();
    }

    boolean isStarted() {
        return at != NOT_STARTED;
    }

    /** The event or sample of the first batch that comes next. */
    int at() {
        return at;
    }

    SensorBatch take() {
        SensorBatch first = batches.removeFirst();
        bytes -= bytes(first);
        at = NOT_STARTED;
        return first;
    }

    void putBack(SensorBatch first, int next) {
        batches.addFirst(first);
        bytes += bytes(first);
        at = next;
    }

    private static long bytes(SensorBatch batch) {
        return batch.value() == null ? 0 : batch.value().length;
    }
}
