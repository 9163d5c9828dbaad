package org.spikelink.tools.plot;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.record.SpikeBatch;

/**
 * The spikes of consecutive steps of one session.
 *
 * @param layers that are reported, ascending
 * @param steps all of them, at least one
 */
record SpikeSteps(int[] layers, List<SpikeBatch.Step> steps) {
    private static final int MOST_STEPS = 5_000_000;

    /**
     * The steps of batches, in their order.
     *
     * @param name of the recording or stream
     * @throws SpikelinkException if there are none
     */
    static SpikeSteps of(String name, List<SpikeBatch> batches) {
        List<SpikeBatch.Step> steps = new ArrayList<>();
        for (SpikeBatch batch : batches) {
            long size = (long) steps.size() + batch.silentBefore() + batch.steps().size();
            if (size > MOST_STEPS) {
                throw new SpikelinkException(
                        "%s: a picture shows at most %d steps"
                                .formatted(Printable.of(name), MOST_STEPS));
            }
            steps.addAll(batch.everyStep());
        }
        if (steps.isEmpty()) {
            throw new SpikelinkException(Printable.of(name) + ": there are no steps to draw");
        }
        return new SpikeSteps(batches.get(0).layers(), steps);
    }

    /** From the start of the first bin to the end of the last one. */
    TimeSpan span() {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (SpikeBatch.Step step : steps) {
            start = Math.min(start, step.binStartUs());
            end = Math.max(end, step.binStartUs() + Math.max(1, step.binUs()));
        }
        return new TimeSpan(start, end);
    }

    /** Spikes of a reported layer in all steps. */
    long count(int layer) {
        return steps.stream().mapToLong(step -> step.neurons()[layer].length).sum();
    }

    /** One more than the largest neuron of a reported layer that spiked; 1 if none did. */
    int neurons(int layer) {
        int most = 1;
        for (SpikeBatch.Step step : steps) {
            int[] spiked = step.neurons()[layer];
            most = spiked.length == 0 ? most : Math.max(most, spiked[spiked.length - 1] + 1);
        }
        return most;
    }
}
