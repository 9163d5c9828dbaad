package org.spikelink.sensors.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of an ingest. The broker has acknowledged every batch.
 *
 * @param events sent
 * @param batches sent, empty ones included
 * @param sessions of the sensor
 * @param lostDatagrams that did not arrive: each is a missing sequence number in its session
 * @param malformedDatagrams that were not of the format
 * @param foreignDatagrams of other senders, while one was sending
 * @param droppedBatches because Kafka was slow: each is a missing sequence number in its session
 * @param droppedEvents of those batches
 * @param filteredEvents that filters have dropped
 * @param reconnects TCP connections after the first
 * @param skipped items that are not events of pixels, by kind
 * @param elapsed from the first byte or datagram to the last ack
 */
public record IngestResult(
        long events,
        long batches,
        long sessions,
        long lostDatagrams,
        long malformedDatagrams,
        long foreignDatagrams,
        long droppedBatches,
        long droppedEvents,
        long filteredEvents,
        long reconnects,
        Map<String, Long> skipped,
        Duration elapsed) {
    public IngestResult {
        skipped = Map.copyOf(new TreeMap<>(skipped));
    }

    /** Elapsed time, s. */
    public double seconds() {
        return elapsed.toNanos() / 1e9;
    }
}
