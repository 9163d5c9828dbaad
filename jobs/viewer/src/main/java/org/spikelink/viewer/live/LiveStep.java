package org.spikelink.viewer.live;

/**
 * Spikes of one step.
 *
 * @param step its number in the session
 * @param layers the layers reported, ascending
 * @param neurons per reported layer the neurons that spiked, ascending
 */
record LiveStep(long step, int[] layers, int[][] neurons) {}
