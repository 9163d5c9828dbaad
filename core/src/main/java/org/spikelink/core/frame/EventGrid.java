package org.spikelink.core.frame;

import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.SensorBatch;

/** From a packed event to the input that it falls on, and the rules that a batch of events must keep. */
final class EventGrid {
    private final InputSpec.Events spec;
    private final int columns;
    private final int plane;

    EventGrid(InputSpec.Events spec) {
        this.spec = spec;
        this.columns = spec.columns();
        this.plane = spec.rows() * columns;
    }

    int size() {
        return spec.size();
    }

    boolean binary() {
        return spec.value() == InputSpec.Value.BINARY;
    }

    /** (on * height + y) * width + x, downsampled. */
    int index(long event) {
        int x = PackedEvents.x(event);
        int y = PackedEvents.y(event);
        if (spec.downsample() > 1) {
            x /= spec.downsample();
            y /= spec.downsample();
        }
        int on = spec.polarities() == 2 ? PackedEvents.on(event) : 0;
        return on * plane + y * columns + x;
    }

    static PackedEvents events(SensorBatch batch) {
        return (PackedEvents) batch.payload();
    }

    /** Why the events of a batch cannot be used, or null. */
    String refusal(SensorBatch batch) {
        Payload payload = batch.payload();
        if (!(payload instanceof PackedEvents events)) {
            return "the model takes events (got samples)";
        }
        if (events.length() % PackedEvents.BYTES_PER_EVENT != 0) {
            return "events must be a multiple of 8 bytes (got " + events.length() + ")";
        }
        for (int n = 0; n < events.count(); n++) {
            long event = events.get(n);
            if (!usable(event, batch.startUs())) {
                return "event " + n + ": " + reason(event, batch.startUs());
            }
        }
        return null;
    }

    private boolean usable(long event, long startUs) {
        return PackedEvents.reserved(event) == 0
                && PackedEvents.x(event) < spec.width()
                && PackedEvents.y(event) < spec.height()
                && startUs + PackedEvents.offsetUs(event) <= SensorBatch.MAX_TIME_US;
    }

    private String reason(long event, long startUs) {
        if (PackedEvents.reserved(event) != 0) {
            return "bits 61-63 must be zero (got " + PackedEvents.reserved(event) + ")";
        }
        if (PackedEvents.x(event) >= spec.width()) {
            return "x must be 0.." + (spec.width() - 1) + " (got " + PackedEvents.x(event) + ")";
        }
        if (PackedEvents.y(event) >= spec.height()) {
            return "y must be 0.." + (spec.height() - 1) + " (got " + PackedEvents.y(event) + ")";
        }
        return "its time must be at most 2^62 us (got "
                + (startUs + PackedEvents.offsetUs(event))
                + ")";
    }

    static String tooManyBins(long bins, int maxBins) {
        return "a batch may close at most " + maxBins + " bins (got " + bins + ")";
    }
}
