package org.spikelink.core.record;

import java.util.ArrayList;
import java.util.List;

/**
 * The spikes of consecutive steps of one stream.
 *
 * @param stream the sensor's name
 * @param session the sensor's session
 * @param silentBefore number of steps right before the first one that are not listed: none of the reported layers
 *     spiked, and their bins are as long as the first step's and end where it starts
 * @param shedEvents events that rate limits of the model's input and of the sender have dropped since the session began, up
 *     to the batch that closed the bins
 * @param firstStep number of the first step in its session; the others follow without a gap
 * @param model name/version of the model that stepped
 * @param inputMs Kafka timestamp of the record that closed the bins, ms
 * @param layers indices of the layers reported, ascending
 * @param steps not empty
 * @param modelStep number of the session's first step under the model
 */
public record SpikeBatch(
        String stream,
        long session,
        int silentBefore,
        long shedEvents,
        long firstStep,
        String model,
        long inputMs,
        int[] layers,
        List<Step> steps,
        long modelStep)
        implements Outgoing {

    /** A batch of a session that began with the model. */
    public SpikeBatch(
            String stream,
            long session,
            int silentBefore,
            long shedEvents,
            long firstStep,
            String model,
            long inputMs,
            int[] layers,
            List<Step> steps) {
        this(
                stream,
                session,
                silentBefore,
                shedEvents,
                firstStep,
                model,
                inputMs,
                layers,
                steps,
                0);
    }

    /** A batch of which no events were dropped. */
    public SpikeBatch(
            String stream,
            long session,
            int silentBefore,
            long firstStep,
            String model,
            long inputMs,
            int[] layers,
            List<Step> steps) {
        this(stream, session, silentBefore, 0, firstStep, model, inputMs, layers, steps);
    }

    /** A batch that lists all its steps, and of which no events were dropped. */
    public SpikeBatch(
            String stream,
            long session,
            long firstStep,
            String model,
            long inputMs,
            int[] layers,
            List<Step> steps) {
        this(stream, session, 0, firstStep, model, inputMs, layers, steps);
    }

    /** Number of the first step, listed or not. */
    public long firstOfEveryStep() {
        return firstStep - silentBefore;
    }

    /** All steps: those that are not listed, then {@link #steps}. */
    public List<Step> everyStep() {
        if (silentBefore == 0) {
            return steps;
        }
        Step first = steps.get(0);
        int[][] none = new int[layers.length][0];
        List<Step> all = new ArrayList<>(silentBefore + steps.size());
        for (int n = silentBefore; n > 0; n--) {
            all.add(new Step(first.binStartUs() - n * first.binUs(), first.binUs(), none));
        }
        all.addAll(steps);
        return all;
    }

    /** Number of spikes, of all layers reported. */
    public long spikes() {
        long count = 0;
        for (Step step : steps) {
            for (int[] layer : step.neurons()) {
                count += layer.length;
            }
        }
        return count;
    }

    /**
     * One step.
     *
     * @param binStartUs start of its bin, sensor time in µs
     * @param binUs length of its bin, µs
     * @param neurons per reported layer the neurons that spiked, ascending
     */
    public record Step(long binStartUs, long binUs, int[][] neurons) {}
}
