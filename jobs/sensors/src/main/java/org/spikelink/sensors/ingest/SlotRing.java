package org.spikelink.sensors.ingest;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A bounded number of slots that go round between one reader and one decoder. Slots are created when first needed.
 */
final class SlotRing {
    private final BlockingQueue<Slot> free;
    private final BlockingQueue<Slot> full;
    private final int most;
    private int created;
    private volatile boolean ended;
    private volatile RuntimeException failure;

    /** A ring of at most {@code most} slots. */
    SlotRing(int most) {
        this.most = most;
        free = new ArrayBlockingQueue<>(most);
        full = new ArrayBlockingQueue<>(most);
    }

    /** An empty slot for the reader; null if all are waiting for the decoder. */
    Slot pollFree() {
        Slot slot = free.poll();
        if (slot == null && created < most) {
            created++;
            slot = new Slot();
        }
        return slot;
    }

    /** An empty slot for the reader, which waits for it. */
    Slot takeFree() throws InterruptedException {
        Slot slot = pollFree();
        return slot == null ? free.take() : slot;
    }

    /** Hands a slot to the decoder. */
    void publish(Slot slot) {
        full.add(slot);
    }

    /** The reader has ended. */
    void end() {
        ended = true;
    }

    /** The reader has failed. */
    void fail(RuntimeException reason) {
        failure = reason;
        ended = true;
    }

    /**
     * The next slot for the decoder; null if there is none within the time, or ever.
     *
     * @throws RuntimeException the failure of the reader, after its last slot
     */
    Slot poll(long waitMs) throws InterruptedException {
        boolean last = ended;
        Slot slot = last ? full.poll() : full.poll(waitMs, TimeUnit.MILLISECONDS);
        if (slot == null && last && failure != null) {
            throw failure;
        }
        return slot;
    }

    /**
     * Whether the reader has ended and the decoder has taken all its slots.
     *
     * @throws RuntimeException the failure of the reader instead, also where it came while {@link #poll} waited
     */
    boolean isDrained() {
        boolean isDrained = ended && full.isEmpty();
        if (isDrained && failure != null) {
            throw failure;
        }
        return isDrained;
    }

    /** Whether the decoder would have to wait for a slot. */
    boolean isEmpty() {
        return full.isEmpty();
    }

    /** Returns a slot of the decoder to the reader. */
    void recycle(Slot slot) {
        slot.clear();
        free.add(slot);
    }
}
