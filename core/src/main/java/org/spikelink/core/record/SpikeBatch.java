package org.spikelink.core.record;

import java.util.List;

/**
 * The spikes of consecutive steps of one stream.
 *
 * @param stream the sensor's name
 * @param session the sensor's session
 * @param firstStep number of the first step in its session; the others follow without a gap
 * @param model name/version of the model that stepped
 * @param inputMs Kafka timestamp of the record that closed the bins, ms
 * @param layers indices of the layers reported, ascending
 * @param steps not empty
 */
public record SpikeBatch(
        String stream,
        long session,
        long firstStep,
        String model,
        long inputMs,
        int[] layers,
        List<Step> steps)
        implements Outgoing {

    /**
     * One step.
     *
     * @param binStartUs start of its bin, sensor time in µs
     * @param binUs length of its bin, µs
     * @param neurons per reported layer the neurons that spiked, ascending
     */
    public record Step(long binStartUs, long binUs, int[][] neurons) {}
}
