package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;

/**
 * What a job needs to change models while it runs.
 *
 * @param schedule as it stood when the job was started
 * @param feed of later ones
 * @param store of the model files
 * @param maxLoaded models that a task keeps loaded, at least 1
 */
public record ModelUpdates(
        ModelSchedule schedule, ScheduleFeed feed, ModelStore store, int maxLoaded)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    public static final int DEFAULT_MAX_LOADED = 8;

    /** Throws {@link ScheduleException} if {@code maxLoaded} is out of range. */
    public ModelUpdates {
        require(
                maxLoaded >= 1 && maxLoaded <= 1_000,
                "models.max-loaded must be 1..1000 (got %d)",
                maxLoaded);
    }
}
