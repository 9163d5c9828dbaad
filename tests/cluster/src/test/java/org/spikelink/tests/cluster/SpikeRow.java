package org.spikelink.tests.cluster;

import java.util.List;

/**
 * One layer's spikes in one step: what of a SpikeBatch must be the same on every path, however its steps were
 * grouped.
 *
 * @param neurons that spiked
 */
record SpikeRow(
        String stream,
        long session,
        long step,
        int layer,
        String model,
        long binStartUs,
        long binUs,
        List<Integer> neurons) {}
