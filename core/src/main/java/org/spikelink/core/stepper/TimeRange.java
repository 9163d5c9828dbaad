package org.spikelink.core.stepper;

import org.spikelink.core.record.SensorBatch;

/** The sensor times that can be reckoned with: any two of them can be subtracted without overflow. */
final class TimeRange {
    private static final long MAX_US = 1L << 62;

    private TimeRange() {}

    /** Why a batch's own times cannot be used, or null. */
    static String refusal(SensorBatch batch) {
        if (!holds(batch.startUs())) {
            return refusal("start_us", batch.startUs());
        }
        return batch.untilUs() == SensorBatch.NO_UNTIL || holds(batch.untilUs())
                ? null
                : refusal("until_us", batch.untilUs());
    }

    private static boolean holds(long timeUs) {
        return timeUs > -MAX_US && timeUs <= MAX_US;
    }

    private static String refusal(String field, long timeUs) {
        return field + " must be above -2^62 and at most 2^62 (got " + timeUs + ")";
    }
}
