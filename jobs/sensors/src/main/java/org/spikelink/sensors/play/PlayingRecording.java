package org.spikelink.sensors.play;

import java.util.Optional;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.SensorSource;

/** An open session of a sensor, its next batch, and the wall-clock time at which that batch is due. */
final class PlayingRecording implements AutoCloseable {
    private final SensorSource sensor;
    private final SensorSource.Session session;
    private final Speed speed;
    private final long batchUs;
    private final double startedUs;
    private SensorBatch batch;
    private double elapsedUs;
    private long markUs;

    /**
     * Opens the sensor's next session at its beginning.
     *
     * @param startedUs wall-clock time at which its first cell starts, µs
     */
    PlayingRecording(SensorSource sensor, PlayOptions options, Speed speed, double startedUs) {
        this.sensor = sensor;
        this.speed = speed;
        this.batchUs = options.batchUs();
        this.startedUs = startedUs;
        this.session = sensor.next(options);
        try {
            this.batch = session.batches().next();
            this.markUs = batch.startUs();
            passTime();
        } catch (RuntimeException e) {
            session.batches().close();
            throw e;
        }
    }

    SensorSource sensor() {
        return sensor;
    }

    Optional<String> label() {
        return session.label();
    }

    SensorBatch batch() {
        return batch;
    }

    /** Wall-clock time at which the batch may be sent, µs: by then the recording's clock has passed its end. */
    double dueUs() {
        return startedUs + speed.wallUs(elapsedUs);
    }

    /** Advances to the next batch; returns false at the end. */
    boolean advance() {
        if (!session.batches().hasNext()) {
            return false;
        }
        batch = session.batches().next();
        passTime();
        return true;
    }

    /** A clock that is set back adds no time; it continues from its new value. */
    private void passTime() {
        long reachedUs = reachedUs(batch);
        elapsedUs += Math.max(0, reachedUs - markUs);
        markUs = reachedUs;
        if (batch.end()) {
            // Otherwise a looped recording without duration would repeat as fast as the CPU allows.
            elapsedUs = Math.max(elapsedUs, (double) batchUs);
        }
    }

    private static long reachedUs(SensorBatch batch) {
        if (batch.untilUs() != SensorBatch.NO_UNTIL) {
            return batch.untilUs();
        }
        PackedEvents events = (PackedEvents) batch.payload();
        long latest = 0;
        for (int i = 0; i < events.count(); i++) {
            latest = Math.max(latest, PackedEvents.offsetUs(events.get(i)));
        }
        return batch.startUs() + latest;
    }

    @Override
    public void close() {
        session.batches().close();
    }
}
