package org.spikelink.trainer.data;

import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** A recording of events, cut into frames. */
final class EventExample implements Example {
    private final EventRecording recording;
    private final FrameCutter cutter;
    private final LabelledSequence sequence;

    /**
     * Cuts a recording.
     *
     * @throws DataException if it does not fit the input that the cutter cuts for
     */
    EventExample(EventRecording recording, FrameCutter cutter) {
        this.recording = recording;
        this.cutter = cutter;
        String refusal = cutter.refusal(batch(recording.events()));
        if (refusal != null) {
            throw new DataException(recording.file().path() + ": " + refusal);
        }
        this.sequence = cut(recording.events());
    }

    @Override
    public String name() {
        return recording.file().name();
    }

    @Override
    public int label() {
        return recording.label();
    }

    @Override
    public LabelledSequence sequence() {
        return sequence;
    }

    @Override
    public LabelledSequence augmented(SplittableRandom random) {
        return sequence;
    }

    private LabelledSequence cut(PackedEvents events) {
        return cutter.cut(name(), List.of(batch(events)), new int[] {recording.label()});
    }

    /** The whole recording as one batch: how events are cut into batches changes no frame. */
    private SensorBatch batch(PackedEvents events) {
        return new SensorBatch(
                name(),
                0,
                0,
                recording.startUs(),
                SensorBatch.NO_UNTIL,
                true,
                events,
                new Origin(name(), 0, 0, 0),
                events.bytes());
    }
}
