package org.spikelink.jobs.replay;

import java.util.Optional;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** An open take of a sensor, the next batch of it, and when that is due on the wall clock. */
final class PlayingRecording implements AutoCloseable {
    private final PlayedSensor sensor;
    private final PlayedSensor.Take take;
    private final Speed speed;
    private final long batchUs;
    private final double startedUs;
    private SensorBatch batch;
    private double elapsedUs;
    private long markUs;

    /**
     * Opens the sensor's next take at its beginning.
     *
     * @param startedUs wall clock at which its first cell starts, µs
     */
    PlayingRecording(PlayedSensor sensor, PlayOptions options, Speed speed, double startedUs) {
        this.sensor = sensor;
        this.speed = speed;
        this.batchUs = options.batchUs();
        this.startedUs = startedUs;
        this.take = sensor.next(options);
        try {
            this.batch = take.batches().next();
            this.markUs = batch.startUs();
            passTime();
        } catch (RuntimeException e) {
            take.batches().close();
            throw e;
        }
    }

    PlayedSensor sensor() {
        return sensor;
    }

    Optional<String> label() {
        return take.label();
    }

    SensorBatch batch() {
        return batch;
    }

    /** When the batch may be sent, wall clock in µs: its time has passed on the recording's clock. */
    double dueUs() {
        return startedUs + speed.wallUs(elapsedUs);
    }

    /** Goes on to the next batch; false at the end. */
    boolean advance() {
        if (!take.batches().hasNext()) {
            return false;
        }
        batch = take.batches().next();
        passTime();
        return true;
    }

    /** A clock that was set back takes no time; it runs on from where it was set to. */
    private void passTime() {
        long reachedUs = reachedUs(batch);
        elapsedUs += Math.max(0, reachedUs - markUs);
        markUs = reachedUs;
        if (batch.end()) {
            // Else a recording without duration would be looped as fast as the processor can.
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
        take.batches().close();
    }
}
