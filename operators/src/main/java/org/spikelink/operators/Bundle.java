package org.spikelink.operators;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.BatchQueue;

/** Batches waiting to be stepped, by stream, in the order of arrival. */
final class Bundle {
    private final BundleOptions options;
    private final Map<String, BatchQueue> batches = new LinkedHashMap<>();
    private int count;
    private long bytes;
    private long bins;
    private long oldestMs = Long.MAX_VALUE;

    Bundle(BundleOptions options) {
        this.options = options;
    }

    /** Adds a batch that will close about {@code estimatedBins} bins. */
    void add(SensorBatch batch, long estimatedBins) {
        batches.computeIfAbsent(batch.stream(), stream -> new BatchQueue()).add(batch);
        count++;
        bytes += batch.value() == null ? 0 : batch.value().length;
        bins += estimatedBins;
        oldestMs = Math.min(oldestMs, batch.origin().timestampMs());
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return count;
    }

    /** The limit that has been reached, or null. */
    FlushReason reached() {
        if (count >= options.maxBatches()) {
            return FlushReason.BATCHES;
        }
        if (bytes >= options.maxBytes()) {
            return FlushReason.BYTES;
        }
        return bins >= options.maxBins() ? FlushReason.BINS : null;
    }

    /** The earliest Kafka timestamp of its batches, ms. */
    long oldestMs() {
        return oldestMs;
    }

    Map<String, BatchQueue> byStream() {
        return batches;
    }

    void clear() {
        batches.clear();
        count = 0;
        bytes = 0;
        bins = 0;
        oldestMs = Long.MAX_VALUE;
    }
}
