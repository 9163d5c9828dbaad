package org.spikelink.core.record;

/** Checks which batches of events a sensor of a given size can have sent. */
public final class EventCheck {
    private final PackedEvents.Limits limits;
    private final int width;
    private final int height;

    /** A check for a sensor of {@code width} times {@code height} pixels, each 1..16384. */
    public EventCheck(int width, int height) {
        this.width = width;
        this.height = height;
        limits = new PackedEvents.Limits(width, height);
    }

    /** Not 0 if the reserved bits or a coordinate of an event is invalid. */
    public long fault(long event) {
        return limits.fault(event);
    }

    /** The reason a batch's payload cannot hold events, or null. */
    public static String payloadRejection(SensorBatch batch) {
        if (!(batch.payload() instanceof PackedEvents events)) {
            return "the model takes events (got samples)";
        }
        return events.length() % PackedEvents.BYTES_PER_EVENT == 0
                ? null
                : "events must be a multiple of 8 bytes (got " + events.length() + ")";
    }

    /** The reason the events of a batch cannot be used, or null. */
    public String rejection(SensorBatch batch) {
        String rejection = payloadRejection(batch);
        if (rejection != null) {
            return rejection;
        }
        PackedEvents events = (PackedEvents) batch.payload();
        long faults = 0;
        for (int n = 0; n < events.count(); n++) {
            faults |= fault(events.get(n));
        }
        return rejection(batch, faults);
    }

    /**
     * The reason the events of a batch cannot be used, or null. Reads them again only if one is, or may be, invalid.
     *
     * @param faults the {@link #fault}s of all events, or-ed
     */
    public String rejection(SensorBatch batch, long faults) {
        boolean mayBeTooLate =
                batch.startUs() > SensorBatch.MAX_TIME_US - PackedEvents.MAX_OFFSET_US;
        if (faults == 0 && !mayBeTooLate) {
            return null;
        }
        PackedEvents events = (PackedEvents) batch.payload();
        for (int n = 0; n < events.count(); n++) {
            String reason = reason(events.get(n), batch.startUs());
            if (reason != null) {
                return "event " + n + ": " + reason;
            }
        }
        return null;
    }

    private String reason(long event, long startUs) {
        if (PackedEvents.reserved(event) != 0) {
            return "bits 61-63 must be zero (got " + PackedEvents.reserved(event) + ")";
        }
        if (PackedEvents.x(event) >= width) {
            return "x must be 0.." + (width - 1) + " (got " + PackedEvents.x(event) + ")";
        }
        if (PackedEvents.y(event) >= height) {
            return "y must be 0.." + (height - 1) + " (got " + PackedEvents.y(event) + ")";
        }
        long timeUs = startUs + PackedEvents.offsetUs(event);
        return timeUs <= SensorBatch.MAX_TIME_US
                ? null
                : "its time must be at most 2^62 us (got " + timeUs + ")";
    }
}
