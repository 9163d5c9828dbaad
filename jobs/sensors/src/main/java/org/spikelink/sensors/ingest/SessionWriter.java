package org.spikelink.sensors.ingest;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.filter.EventFilters;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.filter.Filtered;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.send.BatchTarget;
import org.spikelink.sensors.send.SessionClock;

/** Numbers the batches of the sensor's sessions and hands them on, or drops and counts them while Kafka is slow. */
final class SessionWriter implements BatchBuilder.Sink {
    private static final byte[] NOTHING = {};

    private final IngestOptions options;
    private final BatchTarget target;
    private final BooleanSupplier cancelled;
    private final ReplayListener listener;
    private EventFilters filters; // null before the sensor is known
    private final SessionClock clock = new SessionClock();
    private FilterState filterState = FilterState.FRESH;
    private long session;
    private long sequence;
    private long missing;
    private long sessions;
    private long events;
    private long batches;
    private long droppedBatches;
    private long droppedEvents;
    private long filteredEvents;

    SessionWriter(
            IngestOptions options,
            BatchTarget target,
            BooleanSupplier cancelled,
            ReplayListener listener) {
        this.options = options;
        this.target = target;
        this.cancelled = cancelled;
        this.listener = listener;
    }

    /**
     * Says what is known of the sensor, before its events are sent.
     *
     * @param size if its source says it
     * @throws IngestException if the filters need another size, or cannot do without
     */
    void sensor(Optional<SensorSize> size) {
        filters = options.filters().create(size);
    }

    /** Begins a session. */
    void begin() {
        session = clock.next();
        sequence = 0;
        missing = 0;
        filterState = FilterState.FRESH;
        sessions++;
    }

    /** Something of the sensor was lost: as many numbers will be missing after the open batch. */
    void miss(long count) {
        missing += count;
    }

    @Override
    public void send(long startUs, long untilUs, boolean end, PackedEvents packed)
            throws InterruptedException {
        long number = sequence;
        sequence += 1 + missing;
        missing = 0;
        if (options.drops() && !end && !target.hasRoom()) {
            droppedBatches++;
            droppedEvents += packed.count();
            return;
        }
        target.awaitRoom(cancelled);
        SensorBatch batch =
                new SensorBatch(
                        options.stream(),
                        session,
                        number,
                        startUs,
                        untilUs,
                        end,
                        packed,
                        new Origin(options.stream(), 0, number, 0),
                        NOTHING);
        SensorBatch passed = filter(batch);
        target.send(options.label(), passed);
        events += passed.measurements();
        batches++;
        listener.sent(passed);
    }

    /** The batch with the events that pass, and the number of those that rate limits have dropped; it may have none. */
    private SensorBatch filter(SensorBatch batch) {
        if (filters == null) {
            return batch; // the end of a session without a header
        }
        String error = filters.rejection(batch);
        if (error != null) {
            throw new IngestException("filters of this sensor size: " + error);
        }
        Filtered filtered = filters.apply(filterState, batch);
        filterState = filtered.state();
        filteredEvents += batch.measurements() - filtered.batch().measurements();
        return filtered.batch().withShed(filters.shed(filterState));
    }

    long filteredEvents() {
        return filteredEvents;
    }

    long sessions() {
        return sessions;
    }

    long events() {
        return events;
    }

    long batches() {
        return batches;
    }

    long droppedBatches() {
        return droppedBatches;
    }

    long droppedEvents() {
        return droppedEvents;
    }
}
