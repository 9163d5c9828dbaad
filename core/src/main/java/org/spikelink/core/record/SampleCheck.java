package org.spikelink.core.record;

/** Checks which batches of samples a sensor can have sent. */
public final class SampleCheck {
    private static final float MAX_MAGNITUDE = 1e9f;

    private final int channels;
    private final long periodUs;
    private final boolean mayMiss;

    /**
     * A check.
     *
     * @param channels of the sensor
     * @param periodUs from one sample to the next, µs
     * @param mayMiss whether values may be NaN
     */
    public SampleCheck(int channels, long periodUs, boolean mayMiss) {
        this.channels = channels;
        this.periodUs = periodUs;
        this.mayMiss = mayMiss;
    }

    /** The reason the samples of a batch cannot be used, or null. */
    public String rejection(SensorBatch batch) {
        if (!(batch.payload() instanceof Samples payload)) {
            return isEmpty(batch) ? null : "the model takes samples (got events)";
        }
        float[] values = payload.values();
        if (payload.channels() != channels || values.length % channels != 0) {
            return "samples must have %d channels (got %d and %d values)"
                    .formatted(channels, payload.channels(), values.length);
        }
        for (int n = 0; n < values.length; n++) {
            if (!(Math.abs(values[n]) <= MAX_MAGNITUDE) && !(mayMiss && Float.isNaN(values[n]))) {
                return "value %d must be finite and at most 1e9 (got %s)".formatted(n, values[n]);
            }
        }
        long count = values.length / channels;
        return batch.startUs() + count * periodUs <= SensorBatch.MAX_TIME_US
                ? null
                : "sample times must be at most 2^62 us (got a start of %d)"
                        .formatted(batch.startUs());
    }

    private static boolean isEmpty(SensorBatch batch) {
        return batch.payload() instanceof PackedEvents events && events.length() == 0;
    }
}
