package org.spikelink.connectors.recordings.events;

/**
 * The extent of events, which tells whether a format can hold them.
 *
 * @param events number of events
 * @param minUs earliest time, µs; 0 without events
 * @param maxUs latest time, µs; 0 without events
 * @param minX smallest column; 0 without events
 * @param minY smallest row; 0 without events
 * @param maxDropUs largest step back in time from one event to the next, µs; 0 if there is none
 * @param size of the sensor; contains all events
 */
public record EventExtent(
        long events, long minUs, long maxUs, int minX, int minY, long maxDropUs, SensorSize size) {

    /** Reads all events of a source. */
    public static EventExtent of(EventSource source) {
        long events = 0;
        long minUs = Long.MAX_VALUE;
        long maxUs = Long.MIN_VALUE;
        int minX = Integer.MAX_VALUE;
        int minY = Integer.MAX_VALUE;
        int maxX = 0;
        int maxY = 0;
        long drop = 0;
        long last = Long.MIN_VALUE;
        EventChunk chunk = new EventChunk();
        try (EventDecoder decoder = source.open()) {
            while (decoder.read(chunk)) {
                for (int n = 0; n < chunk.count(); n++) {
                    long tUs = chunk.tUs(n);
                    minUs = Math.min(minUs, tUs);
                    maxUs = Math.max(maxUs, tUs);
                    drop = events + n > 0 && tUs < last ? Math.max(drop, last - tUs) : drop;
                    last = tUs;
                    minX = Math.min(minX, chunk.x(n));
                    minY = Math.min(minY, chunk.y(n));
                    maxX = Math.max(maxX, chunk.x(n));
                    maxY = Math.max(maxY, chunk.y(n));
                }
                events += chunk.count();
            }
            SensorSize stated = decoder.sensorSize().orElse(new SensorSize(1, 1));
            SensorSize size =
                    new SensorSize(
                            Math.max(stated.width(), maxX + 1),
                            Math.max(stated.height(), maxY + 1));
            return events == 0
                    ? new EventExtent(0, 0, 0, 0, 0, 0, size)
                    : new EventExtent(events, minUs, maxUs, minX, minY, drop, size);
        }
    }

    /**
     * The extent of the same events with times counted from another origin.
     *
     * @param originUs the time that becomes 0, µs
     * @throws IllegalArgumentException if a time leaves 64 bits
     */
    public EventExtent since(long originUs) {
        if (events == 0) {
            return this;
        }
        try {
            return new EventExtent(
                    events,
                    Math.subtractExact(minUs, originUs),
                    Math.subtractExact(maxUs, originUs),
                    minX,
                    minY,
                    maxDropUs,
                    size);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "times less their origin of %d us must fit into 64 bits (got %d to %d us)"
                            .formatted(originUs, minUs, maxUs),
                    e);
        }
    }

    /**
     * Checks what a format can hold.
     *
     * @param format name in the error
     * @param lastUs latest time, µs
     * @param last largest column and row
     * @param drop largest step back in time, µs
     * @throws IllegalArgumentException if the events exceed it
     */
    public void check(String format, long firstUs, long lastUs, int last, long drop) {
        if (minUs < firstUs || maxUs > lastUs) {
            throw new IllegalArgumentException(
                    "%s holds times from %d to %d us (got %d to %d); %s"
                            .formatted(
                                    format,
                                    firstUs,
                                    lastUs,
                                    minUs,
                                    maxUs,
                                    remedy(firstUs, lastUs)));
        }
        if (minX < 0 || minY < 0 || size.width() - 1 > last || size.height() - 1 > last) {
            throw new IllegalArgumentException(
                    "%s holds x and y from 0 to %d (got a sensor of %dx%d, x from %d and y from %d); see --crop and --downsample"
                            .formatted(format, last, size.width(), size.height(), minX, minY));
        }
        if (maxDropUs > drop) {
            throw new IllegalArgumentException(
                    "%s holds steps back in time of at most %d us (got %d)"
                            .formatted(format, drop, maxDropUs));
        }
    }

    /** What makes the times fit; unsigned, for there may be more than 2^63 µs from first to last. */
    private String remedy(long firstUs, long lastUs) {
        if (firstUs != 0) {
            return "choose a part with --time-range";
        }
        return Long.compareUnsigned(maxUs - minUs, lastUs) <= 0
                ? "count them from the first with --time-origin start"
                : "choose a part with --time-range, and count from its first with --time-origin start";
    }
}
