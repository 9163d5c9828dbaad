package org.spikelink.tools.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SpikeBatch;

/**
 * The scores of each step's window up to that step: of the window that is decided next, up to the last decision. With
 * overlapping windows these are the oldest open one's.
 */
final class RunningScores {
    /**
     * A point of the lines of all classes.
     *
     * @param us sensor time, µs
     * @param scores one per class
     * @param starts whether a window starts before it, so that no line leads to it
     */
    record Point(double us, float[] scores, boolean starts) {}

    private final ReadoutSpec.Kind kind;
    private final int population;
    private final int classes;
    private final NetworkTrace trace;

    private RunningScores(ModelDocument model, NetworkTrace trace) {
        kind = model.readout().kind();
        population = model.readout().population();
        classes = model.labels().size();
        this.trace = trace;
    }

    /** The points of a recording, one per step. */
    static List<Point> of(ModelDocument model, NetworkTrace trace) {
        return new RunningScores(model, trace).points();
    }

    private List<Point> points() {
        List<SpikeBatch.Step> steps = trace.spikes().steps();
        List<Point> points = new ArrayList<>(steps.size());
        float[] sums = null;
        long windowUs = Long.MIN_VALUE;
        int next = 0; // classification
        int counted = 0;
        long lastUs =
                trace.classes().stream()
                        .mapToLong(Classification::windowEndUs)
                        .max()
                        .orElse(Long.MIN_VALUE);
        for (int t = 0; t < steps.size(); t++) {
            SpikeBatch.Step step = steps.get(t);
            if (!trace.classes().isEmpty() && step.binStartUs() >= lastUs) {
                break; // no window that ends here is decided
            }
            while (next < trace.classes().size()
                    && trace.classes().get(next).windowEndUs() <= step.binStartUs()) {
                next++;
            }
            long startUs = windowStartUs(next);
            if (step.binStartUs() < startUs) {
                sums = null; // between an early decision and the next window
                continue;
            }
            boolean starts = sums == null || startUs != windowUs;
            if (starts) {
                windowUs = startUs;
                int from = first(steps, t, startUs);
                sums = empty();
                counted = 0;
                for (int s = from; s < t; s++) {
                    add(sums, s);
                    counted++;
                }
            }
            if (starts && kind == ReadoutSpec.Kind.SPIKE_COUNT) {
                points.add(new Point(step.binStartUs(), sums.clone(), true));
                starts = false;
            }
            add(sums, t);
            counted++;
            double endUs = step.binStartUs() + (double) step.binUs();
            points.add(new Point(endUs, scores(sums, counted), starts));
        }
        return points;
    }

    /** Where the window of the next classification starts; without any, before all steps. */
    private long windowStartUs(int next) {
        return next < trace.classes().size()
                ? trace.classes().get(next).windowStartUs()
                : Long.MIN_VALUE;
    }

    /** The first of the steps up to {@code t} that is in the window; they are in order. */
    private static int first(List<SpikeBatch.Step> steps, int t, long startUs) {
        int first = t;
        while (first > 0 && steps.get(first - 1).binStartUs() >= startUs) {
            first--;
        }
        return first;
    }

    private float[] empty() {
        float[] sums = new float[classes];
        Arrays.fill(sums, kind == ReadoutSpec.Kind.MAX_MEMBRANE ? Float.NEGATIVE_INFINITY : 0f);
        return sums;
    }

    private void add(float[] sums, int t) {
        float[] step = new float[classes];
        if (kind == ReadoutSpec.Kind.SPIKE_COUNT) {
            int[][] spiked = trace.spikes().steps().get(t).neurons();
            for (int neuron : spiked[spiked.length - 1]) {
                step[neuron / population] += 1f;
            }
        } else {
            float[] outputs = trace.outputs().get(t);
            for (int j = 0; j < classes * population; j++) {
                step[j / population] += outputs[j];
            }
        }
        for (int c = 0; c < classes; c++) {
            sums[c] =
                    kind == ReadoutSpec.Kind.MAX_MEMBRANE
                            ? Math.max(sums[c], step[c])
                            : sums[c] + step[c];
        }
    }

    private float[] scores(float[] sums, int counted) {
        float[] scores = sums.clone();
        for (int c = 0; kind == ReadoutSpec.Kind.MEAN_MEMBRANE && c < classes; c++) {
            scores[c] /= counted;
        }
        return scores;
    }
}
