package org.spikelink.tests.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;

/**
 * What came out, by stream and in order, one line per step and per class with every bit that must be the same; where
 * a job cuts its spike batches, when it read and wrote, is left out.
 */
final class Outputs {
    private static final String CLASS = "class ";
    private static final String HEALTH = "health ";

    private final Map<String, List<String>> steps = new TreeMap<>();
    private final Map<String, List<String>> classes = new TreeMap<>();
    private final Map<String, List<String>> health = new TreeMap<>();
    private final List<Classification> classifications = new ArrayList<>();
    private int stepCount;

    void add(Outgoing output) {
        if (output instanceof SpikeBatch spikes) {
            addSteps(spikes);
        } else if (output instanceof Classification found) {
            classifications.add(found);
            classes.computeIfAbsent(found.stream(), s -> new ArrayList<>()).add(line(found));
        } else if (output instanceof SensorHealth found) {
            health.computeIfAbsent(found.stream(), s -> new ArrayList<>()).add(line(found));
        }
    }

    private void addSteps(SpikeBatch spikes) {
        List<String> lines = steps.computeIfAbsent(spikes.stream(), s -> new ArrayList<>());
        List<SpikeBatch.Step> every = spikes.everyStep();
        for (int n = 0; n < every.size(); n++) {
            SpikeBatch.Step step = every.get(n);
            lines.add(
                    String.join(
                                    " ",
                                    Long.toString(spikes.session()),
                                    Long.toString(spikes.firstOfEveryStep() + n),
                                    spikes.model(),
                                    Long.toString(step.binStartUs()),
                                    Long.toString(step.binUs()),
                                    Arrays.toString(spikes.layers()),
                                    Arrays.deepToString(step.neurons()))
                            + (spikes.shedEvents() > 0 ? " shed " + spikes.shedEvents() : ""));
            stepCount++;
        }
    }

    private static String line(Classification c) {
        int[] scoreBits = new int[c.scores().length];
        for (int n = 0; n < scoreBits.length; n++) {
            scoreBits[n] = Float.floatToRawIntBits(c.scores()[n]);
        }
        return String.join(
                " ",
                Long.toString(c.session()),
                Long.toString(c.step()),
                Long.toString(c.windowStartUs()),
                Long.toString(c.windowEndUs()),
                Integer.toString(c.classIndex()),
                c.label(),
                Arrays.toString(scoreBits),
                Integer.toHexString(Float.floatToRawIntBits(c.confidence())),
                Boolean.toString(c.isFinal()),
                c.model());
    }

    private static String line(SensorHealth h) {
        return String.join(
                " ",
                Long.toString(h.session()),
                Long.toString(h.startUs()),
                Long.toString(h.endUs()),
                Long.toString(h.batches()),
                Long.toString(h.events()),
                Long.toString(h.on()),
                Long.toString(h.stepsBack()),
                Long.toString(h.missing()),
                Long.toString(h.late()),
                Long.toString(h.latestMs()),
                Integer.toString(h.fullSlices()),
                Integer.toString(h.fullest()),
                Integer.toString(h.emptyRows()),
                Integer.toHexString(Float.floatToRawIntBits(h.flickerHz())),
                h.worstPixels().toString(),
                h.troubles().toString());
    }

    /** All of it, a line each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        steps.forEach(
                (stream, rows) -> rows.forEach(row -> lines.add("step " + stream + " " + row)));
        classes.forEach(
                (stream, rows) -> rows.forEach(row -> lines.add(CLASS + stream + " " + row)));
        health.forEach(
                (stream, rows) -> rows.forEach(row -> lines.add(HEALTH + stream + " " + row)));
        return lines;
    }

    /** Whether one of {@link #lines} is a classification. */
    static boolean isClass(String line) {
        return line.startsWith(CLASS);
    }

    /** Whether one of {@link #lines} is the health of a sensor. */
    static boolean isHealth(String line) {
        return line.startsWith(HEALTH);
    }

    Map<String, List<String>> steps() {
        return steps;
    }

    Map<String, List<String>> classes() {
        return classes;
    }

    List<Classification> classifications() {
        return classifications;
    }

    int stepCount() {
        return stepCount;
    }

    int classCount() {
        return classifications.size();
    }
}
