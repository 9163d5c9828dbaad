package org.spikelink.operators;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.BatchQueue;
import org.spikelink.operators.types.WaitingBatchSerializer;

/**
 * Streams that sent more work than fits into a turn, with the batches that still wait, the one that has waited longest
 * first. A checkpoint stores the batches in keyed state, so that a barrier does not wait for them.
 */
final class Backlog {
    static final ListStateDescriptor<BatchQueue.Waiting> DESCRIPTOR =
            new ListStateDescriptor<>("waiting", new WaitingBatchSerializer());

    /** What may wait before the task reads no more. */
    private static final long MAX_BYTES = 16L << 20;

    private static final int MAX_BATCHES = 100_000;

    /** Streams that continue together: the network's work is shared well, and a turn stays short. */
    private static final int STREAMS_PER_TURN = 8;

    private final KeyedStateBackend<String> keys;
    private final ListState<BatchQueue.Waiting> stored;
    private final Map<String, BatchQueue> queues = new LinkedHashMap<>();
    private final Set<String> inState = new HashSet<>();
    private int batches;
    private long bytes;

    /** A backlog that holds what {@code stored} holds. */
    Backlog(KeyedStateBackend<String> keys, ListState<BatchQueue.Waiting> stored) throws Exception {
        this.keys = keys;
        this.stored = stored;
        try (Stream<String> streams = keys.getKeys(DESCRIPTOR.getName(), VoidNamespace.INSTANCE)) {
            streams.forEach(inState::add);
        }
        for (String stream : inState) {
            keys.setCurrentKey(stream);
            put(stream, BatchQueue.of(stored.get()));
        }
    }

    boolean isEmpty() {
        return queues.isEmpty();
    }

    boolean isFull() {
        return bytes >= MAX_BYTES || batches >= MAX_BATCHES;
    }

    boolean holds(String stream) {
        return queues.containsKey(stream);
    }

    int streams() {
        return queues.size();
    }

    int batches() {
        return batches;
    }

    /** Adds a batch of a stream that waits already. */
    void add(SensorBatch batch) {
        BatchQueue queue = queues.get(batch.stream());
        bytes -= queue.bytes();
        queue.add(batch);
        bytes += queue.bytes();
        batches++;
    }

    /** Takes up what is left of a stream's batches; nothing if they are all stepped. */
    void put(String stream, BatchQueue queue) {
        if (!queue.isEmpty()) {
            queues.put(stream, queue);
            batches += queue.size();
            bytes += queue.bytes();
        }
    }

    /** Removes the streams whose turn it is. */
    Map<String, BatchQueue> next() {
        Map<String, BatchQueue> next = new LinkedHashMap<>();
        Iterator<Map.Entry<String, BatchQueue>> all = queues.entrySet().iterator();
        while (all.hasNext() && next.size() < STREAMS_PER_TURN) {
            Map.Entry<String, BatchQueue> each = all.next();
            next.put(each.getKey(), each.getValue());
            batches -= each.getValue().size();
            bytes -= each.getValue().bytes();
            all.remove();
        }
        return next;
    }

    /** Puts all that waits into keyed state, and nothing else. */
    void store() throws Exception {
        for (String stream : List.copyOf(inState)) {
            if (!holds(stream)) {
                keys.setCurrentKey(stream);
                stored.clear();
                inState.remove(stream);
            }
        }
        for (Map.Entry<String, BatchQueue> each : queues.entrySet()) {
            keys.setCurrentKey(each.getKey());
            stored.update(each.getValue().waiting());
            inState.add(each.getKey());
        }
    }
}
