package org.spikelink.core.stepper;

import org.spikelink.core.record.SensorBatch;

/** The valid range of sensor times: any two can be subtracted without overflow. */
final class TimeRange {
    private TimeRange() {}

    /** Why a batch's own times cannot be used, or null. */
    static String rejection(SensorBatch batch) {
        if (!holds(batch.startUs())) {
            return rejection("start_us", batch.startUs());
        }
        return batch.untilUs() == SensorBatch.NO_UNTIL || holds(batch.untilUs())
                ? null
                : rejection("until_us", batch.untilUs());
    }

    private static boolean holds(long timeUs) {
        return timeUs > -SensorBatch.MAX_TIME_US && timeUs <= SensorBatch.MAX_TIME_US;
    }

    private static String rejection(String field, long timeUs) {
        return field + " must be above -2^62 and at most 2^62 (got " + timeUs + ")";
    }
}
