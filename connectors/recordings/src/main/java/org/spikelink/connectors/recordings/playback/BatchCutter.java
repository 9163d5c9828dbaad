package org.spikelink.connectors.recordings.playback;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Turns a recording into the event batches that its sensor would have sent, one at a time, in bounded memory.
 *
 * <ul>
 *   <li>Batches lie on a grid of {@code batchUs} from 0 of the recording's clock, beginning with the first event's
 *       cell: {@code start_us} is the cell's start and {@code until_us} its end.
 *   <li>Each 100 ms of silence (in whole cells) is followed by an empty batch with {@code until_us}, at most {@value
 *       #MAX_SILENT_BATCHES} in a row.
 *   <li>An event of an earlier cell goes into the open batch, whose {@code start_us} is lowered to that cell's start.
 *       An event more than a second before the open cell means that the clock was set back: the open batch ends without
 *       {@code until_us}, and the next begins at that event's cell. No event is lost.
 *   <li>A cell of more than 100,000 events gives several batches, all but the last without {@code until_us}.
 *   <li>The last batch has {@code end}; its {@code until_us} is its latest event's time, so that {@code end}, not
 *       {@code until_us}, closes the bin of that event. A recording without events is one empty batch with {@code end}.
 * </ul>
 *
 * <p>{@code sequence} counts from 0; a batch's origin is (the recording's name, partition 0, offset = sequence, the
 * time asked for when it was cut), its value the packed events. {@link #next} throws {@link RecordingException} if
 * the recording does, and if an event cannot be packed: {@link EventPacker}.
 */
public final class BatchCutter implements Iterator<SensorBatch> {
    static final int MAX_SILENT_BATCHES = 600;
    private static final long SILENCE_US = 100_000;

    private final EventDecoder decoder;
    private final CutOptions options;
    private final LongSupplier nowMs;
    private final EventChunk chunk = new EventChunk();
    private final OpenBatch open;
    private final long silentBatchUs;
    private int next;
    private long eventNumber;
    private boolean started;
    private boolean ended;
    private long sequence;
    private long silentFromUs;
    private long silentBatches;

    /**
     * A cutter at the recording's beginning.
     *
     * @param decoder read to its end, not closed
     * @param nowMs wall-clock time for the origins, ms since the epoch
     */
    public BatchCutter(EventDecoder decoder, CutOptions options, LongSupplier nowMs) {
        this.decoder = decoder;
        this.options = options;
        this.nowMs = nowMs;
        this.open = new OpenBatch(options.batchUs());
        this.silentBatchUs =
                (SILENCE_US + options.batchUs() - 1) / options.batchUs() * options.batchUs();
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public SensorBatch next() {
        if (ended) {
            throw new NoSuchElementException("the recording has ended");
        }
        if (silentBatches > 0) {
            return silentBatch();
        }
        while (hasEvent()) {
            if (!started) {
                open.begin(checkedTime());
                started = true;
            }
            if (!fits(checkedTime())) {
                return closeBefore(chunk.tUs(next));
            }
            addEvent();
        }
        ended = true;
        return batch(open.startUs(), started ? open.latestUs() : SensorBatch.NO_UNTIL, open.pack());
    }

    private boolean hasEvent() {
        if (next < chunk.count()) {
            return true;
        }
        next = 0;
        return decoder.read(chunk);
    }

    private boolean fits(long tUs) {
        return tUs < open.cellEndUs() && !open.isBeforeReach(tUs) && !open.isFull();
    }

    private void addEvent() {
        check(EventPacker.pixelError(chunk.x(next), chunk.y(next)));
        open.add(chunk.tUs(next), chunk.x(next), chunk.y(next), chunk.on(next));
        next++;
        eventNumber++;
    }

    /** Ends the open batch and starts that of the event that did not fit. */
    private SensorBatch closeBefore(long tUs) {
        boolean cellIsOver = tUs >= open.cellEndUs();
        SensorBatch batch =
                batch(
                        open.startUs(),
                        cellIsOver ? open.cellEndUs() : SensorBatch.NO_UNTIL,
                        open.pack());
        if (cellIsOver) {
            silentFromUs = open.cellEndUs();
            silentBatches =
                    Math.min((open.cellOf(tUs) - silentFromUs) / silentBatchUs, MAX_SILENT_BATCHES);
        }
        open.begin(cellIsOver || open.isBeforeReach(tUs) ? tUs : open.cellUs());
        return batch;
    }

    private SensorBatch silentBatch() {
        long startUs = silentFromUs;
        silentFromUs += silentBatchUs;
        silentBatches--;
        return batch(startUs, silentFromUs, new PackedEvents(new byte[0]));
    }

    private SensorBatch batch(long startUs, long untilUs, PackedEvents events) {
        Origin origin = new Origin(options.name(), 0, sequence, nowMs.getAsLong());
        return new SensorBatch(
                options.stream(),
                options.session(),
                sequence++,
                startUs,
                untilUs,
                ended,
                events,
                origin,
                events.bytes());
    }

    private long checkedTime() {
        check(EventPacker.timeError(chunk.tUs(next)));
        return chunk.tUs(next);
    }

    private void check(String error) {
        if (error != null) {
            throw new RecordingException(options.name(), "event " + eventNumber + ": " + error);
        }
    }
}
