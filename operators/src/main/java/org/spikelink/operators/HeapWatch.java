package org.spikelink.operators;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.LongSupplier;

/** How full the heap is after a garbage collection: what states on the heap need shows there. */
final class HeapWatch {
    /** From here on, collections take more and more of the time. */
    static final double ALMOST_FULL = 0.8;

    private static final long PAUSE_NS = 60_000_000_000L;

    private final LongSupplier usedBytes;
    private final long maxBytes;
    private final LongSupplier clockNs;
    private long lastNs;
    private boolean reported;

    HeapWatch(LongSupplier usedBytes, long maxBytes, LongSupplier clockNs) {
        this.usedBytes = usedBytes;
        this.maxBytes = maxBytes;
        this.clockNs = clockNs;
    }

    static HeapWatch ofThisJvm() {
        return new HeapWatch(
                HeapWatch::usedAfterCollection, Runtime.getRuntime().maxMemory(), System::nanoTime);
    }

    /** Bytes in use after the last collection of each part of the heap. */
    private static long usedAfterCollection() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && after != null) {
                used += after.getUsed();
            }
        }
        return used;
    }

    /** Share of the heap in use after the last collection, 0 to 1. */
    double share() {
        return (double) usedBytes.getAsLong() / maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Whether to warn now: the heap is almost full, and there was no warning in the last minute. */
    boolean isToBeReported() {
        long nowNs = clockNs.getAsLong();
        if (share() < ALMOST_FULL || (reported && nowNs - lastNs < PAUSE_NS)) {
            return false;
        }
        reported = true;
        lastNs = nowNs;
        return true;
    }
}
