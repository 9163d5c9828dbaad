package org.spikelink.core.filter;

import org.spikelink.core.record.SensorBatch;

/**
 * A batch after all filters.
 *
 * @param batch the batch with the events that passed, in new coordinates
 * @param state what the filters remember after it
 * @param dropped how many events each filter has dropped
 */
public record Filtered(SensorBatch batch, FilterState state, int[] dropped) {}
