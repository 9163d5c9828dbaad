package org.spikelink.sensors.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The bytes of a ring as a stream. Before it waits for more it says so, so that what has been decoded can be sent.
 */
final class SlotStream extends InputStream {
    private static final long TICK_MS = 5;

    /** Called again and again while there are no bytes. */
    interface Idle {
        void run() throws InterruptedException;
    }

    private final SlotRing ring;
    private final Idle idle;
    private final BooleanSupplier cancelled;
    private Slot slot;
    private int next;

    SlotStream(SlotRing ring, Idle idle, BooleanSupplier cancelled) {
        this.ring = ring;
        this.idle = idle;
        this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (slot == null && !nextSlot()) {
            return -1;
        }
        int size = Math.min(count, slot.length() - next);
        System.arraycopy(slot.bytes, next, target, from, size);
        next += size;
        if (next == slot.length()) {
            ring.recycle(slot);
            slot = null;
        }
        return size;
    }

    /** Waits for the first byte; returns whether there is one. Reads nothing. */
    boolean awaitFirst() throws IOException {
        return slot != null || nextSlot();
    }

    /** Whether there are no more bytes, and never will be. */
    boolean isDrained() {
        return slot == null && ring.isDrained();
    }

    private boolean nextSlot() throws IOException {
        next = 0;
        try {
            while (!cancelled.getAsBoolean()) {
                if (ring.isEmpty()) {
                    idle.run();
                }
                slot = ring.poll(TICK_MS);
                if (slot != null || ring.isDrained()) {
                    break;
                }
            }
            return slot != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }
}
