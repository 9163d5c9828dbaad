package org.spikelink.sensors.ingest;

import java.util.Arrays;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.playback.EventPacker;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Cuts the events of a live sensor into batches, as {@code BatchCutter} cuts those of a recording: cells of {@code
 * batchUs} from 0 of the sensor's clock, empty batches in silence, clocks that are set back. In addition a batch ends
 * after a number of events, and {@link #flush} sends what has come so far. The hot loop packs each event once and
 * allocates nothing.
 */
final class BatchBuilder {
    /** A batch has at most this many events, so that a Kafka record stays below 1 MB. */
    static final int MAX_EVENTS = 100_000;

    /** An event may be this much earlier than the batch. An even earlier one means that the clock was set back. */
    static final long REACH_US = 1_000_000;

    private static final long SILENCE_US = 100_000;
    private static final int MAX_SILENT_BATCHES = 600;

    /** Steps back in time move the start of a batch by at least this, so that its events are moved seldom. */
    private static final long STEP_US = 10_000;

    /** Receives batches. The events are valid until it returns. */
    interface Sink {
        /**
         * A batch.
         *
         * @param untilUs {@link SensorBatch#NO_UNTIL} if not known
         */
        void send(long startUs, long untilUs, boolean end, PackedEvents events)
                throws InterruptedException;
    }

    private final Sink sink;
    private final boolean cells;
    private final long batchUs;
    private final int most;
    private final long silentBatchUs;
    private byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT << 10];
    private int count;
    private boolean started;
    private long cellUs;
    private long startUs;
    private long endUs;
    private long latestUs = Long.MIN_VALUE;
    private long promisedUs = Long.MIN_VALUE;

    /**
     * A builder without events.
     *
     * @param batchUs sensor time of a batch, µs; 0 for batches of {@code batchEvents} events whatever their time
     * @param batchEvents most events of a batch; 0 for no limit but that of Kafka
     */
    BatchBuilder(long batchUs, int batchEvents, Sink sink) {
        this.sink = sink;
        this.cells = batchUs > 0;
        this.batchUs = batchUs;
        this.most = batchEvents > 0 ? Math.min(batchEvents, MAX_EVENTS) : MAX_EVENTS;
        this.silentBatchUs = cells ? (SILENCE_US + batchUs - 1) / batchUs * batchUs : SILENCE_US;
    }

    /**
     * Adds the events {@code from} to {@code to} of a chunk.
     *
     * @throws IngestException if one cannot be packed; those before it have been added
     */
    void add(EventChunk chunk, int from, int to) throws InterruptedException {
        int at = from;
        while (at < to) {
            if (!started) {
                begin(checkedTime(chunk, at));
            }
            at = fill(chunk, at, to);
            if (at < to) {
                makeRoom(checkedTime(chunk, at));
            }
        }
    }

    /** Packs events while they fit; returns the first that does not. */
    private int fill(EventChunk chunk, int from, int to) {
        reserve(Math.min(most, count + to - from));
        long[] tUs = chunk.tUs();
        int[] x = chunk.x();
        int[] y = chunk.y();
        boolean[] on = chunk.on();
        long start = startUs;
        long span = endUs - start;
        long latest = latestUs;
        int end = Math.min(to, from + most - count);
        int at = PackedEvents.BYTES_PER_EVENT * count;
        int n = from;
        for (; n < end; n++, at += PackedEvents.BYTES_PER_EVENT) {
            long t = tUs[n];
            long offset = t - start;
            if (offset < 0 || offset >= span || (x[n] | y[n]) >>> 14 != 0) {
                break;
            }
            PackedEvents.put(bytes, at, PackedEvents.pack(offset, x[n], y[n], on[n]));
            latest = Math.max(latest, t);
        }
        latestUs = latest;
        count += n - from;
        return n;
    }

    private void reserve(int events) {
        int size = PackedEvents.BYTES_PER_EVENT * events;
        if (size > bytes.length) {
            int largest = PackedEvents.BYTES_PER_EVENT * most;
            bytes = Arrays.copyOf(bytes, Math.min(largest, Math.max(size, 2 * bytes.length)));
        }
    }

    /** Changes the batch so that an event of this time fits. */
    private void makeRoom(long tUs) throws InterruptedException {
        if (tUs >= endUs || latestUs - tUs >= PackedEvents.MAX_OFFSET_US - STEP_US) {
            closeCellBefore(tUs);
        } else if (tUs < cellUs - REACH_US) {
            sendOpen(SensorBatch.NO_UNTIL);
            promisedUs = Long.MIN_VALUE;
            begin(tUs);
        } else if (count >= most) {
            sendOpen(SensorBatch.NO_UNTIL);
            restart();
        } else {
            long enough = cells && batchUs >= STEP_US ? tUs : Math.max(0, tUs - STEP_US);
            startEarlier(cells ? cellOf(enough) : enough);
        }
    }

    /** Ends the open cell, and sends empty batches for silent cells before the event. */
    private void closeCellBefore(long tUs) throws InterruptedException {
        if (!cells) {
            sendOpen(SensorBatch.NO_UNTIL);
            begin(tUs);
            return;
        }
        long untilUs = endUs;
        if (count > 0 || untilUs > promisedUs) {
            sendOpen(untilUs);
        }
        long silentUs = Math.max(untilUs, promisedUs);
        long silent = Math.min((cellOf(tUs) - silentUs) / silentBatchUs, MAX_SILENT_BATCHES);
        for (long n = 0; n < silent; n++) {
            sendSilence(silentUs + n * silentBatchUs, silentUs + (n + 1) * silentBatchUs);
        }
        begin(tUs);
    }

    private void startEarlier(long newStartUs) {
        long shift = startUs - newStartUs;
        for (int n = 0; n < count; n++) {
            int at = PackedEvents.BYTES_PER_EVENT * n;
            PackedEvents.put(bytes, at, PackedEvents.get(bytes, at) + shift);
        }
        startUs = newStartUs;
        if (!cells) {
            endUs = startUs + PackedEvents.MAX_OFFSET_US;
        }
    }

    private void begin(long tUs) {
        cellUs = cells ? cellOf(tUs) : tUs;
        latestUs = Long.MIN_VALUE;
        restart();
        started = true;
    }

    /** Continues the cell with an empty batch. */
    private void restart() {
        count = 0;
        startUs = cellUs;
        endUs = cellUs + (cells ? batchUs : PackedEvents.MAX_OFFSET_US);
        if (!cells) {
            started = false; // the next batch starts with its first event
        }
    }

    private long cellOf(long tUs) {
        return tUs - Math.floorMod(tUs, batchUs);
    }

    /** Sends the events so far without waiting for the end of their cell. */
    void flush() throws InterruptedException {
        if (count > 0) {
            sendOpen(SensorBatch.NO_UNTIL);
            restart();
        }
    }

    /** Whether events wait for the end of their batch. */
    boolean hasEvents() {
        return count > 0;
    }

    /** Time of the latest event of the open cell, µs; {@link Long#MIN_VALUE} if there is none. */
    long latestUs() {
        return latestUs;
    }

    /** Sends an empty batch which says that all events before a time have come, if that is news. */
    void silentUntil(long untilUs) throws InterruptedException {
        if (latestUs != Long.MIN_VALUE && untilUs > Math.max(latestUs, promisedUs)) {
            flush();
            sendSilence(Math.max(latestUs, promisedUs), untilUs);
        }
    }

    private void sendSilence(long fromUs, long untilUs) throws InterruptedException {
        promisedUs = untilUs;
        sink.send(fromUs, untilUs, false, new PackedEvents(bytes, 0, 0));
    }

    /** Sends the last batch of the session. */
    void end() throws InterruptedException {
        long until = latestUs == Long.MIN_VALUE ? SensorBatch.NO_UNTIL : latestUs;
        long start = started ? startUs : latestUs == Long.MIN_VALUE ? 0 : latestUs;
        sink.send(start, Math.max(until, promisedUs), true, open());
        count = 0;
        started = false;
        latestUs = Long.MIN_VALUE;
        promisedUs = Long.MIN_VALUE;
    }

    private void sendOpen(long untilUs) throws InterruptedException {
        if (untilUs != SensorBatch.NO_UNTIL) {
            promisedUs = Math.max(promisedUs, untilUs);
        }
        sink.send(startUs, untilUs, false, open());
    }

    private PackedEvents open() {
        return new PackedEvents(bytes, 0, PackedEvents.BYTES_PER_EVENT * count);
    }

    private static long checkedTime(EventChunk chunk, int at) {
        String error = EventPacker.timeError(chunk.tUs(at));
        if (error == null) {
            error = EventPacker.pixelError(chunk.x(at), chunk.y(at));
        }
        if (error != null) {
            throw new IngestException("an event cannot be sent: " + error);
        }
        return chunk.tUs(at);
    }
}
