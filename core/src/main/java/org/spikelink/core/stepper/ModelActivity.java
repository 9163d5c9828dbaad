package org.spikelink.core.stepper;

/**
 * What a model has done in a span of time: the values that its {@link org.spikelink.core.model.Bands} are about. A value
 * of nothing is NaN.
 */
public final class ModelActivity {
    private final ModelCounters counters;
    private final long steps; // the layers of a model make equally many
    private final long[] spikes; // by layer
    private final long[] activeInputs; // by layer
    private final long windows;
    private final double confidence;
    private final long[] answers; // by class

    private ModelActivity(
            ModelCounters counters,
            long steps,
            long[] spikes,
            long[] activeInputs,
            long windows,
            double confidence,
            long[] answers) {
        this.counters = counters;
        this.steps = steps;
        this.spikes = spikes;
        this.activeInputs = activeInputs;
        this.windows = windows;
        this.confidence = confidence;
        this.answers = answers;
    }

    /** All that a model has done so far. */
    public static ModelActivity of(ModelCounters counters) {
        WindowCounters windows = counters.windows();
        long[] answers = new long[windows.classes()];
        for (int c = 0; c < answers.length; c++) {
            answers[c] = windows.answers(c);
        }
        return new ModelActivity(
                counters,
                counters.layers().get(0).steps(),
                counters.layers().stream().mapToLong(LayerCounters::spikes).toArray(),
                counters.layers().stream().mapToLong(LayerCounters::activeInputs).toArray(),
                windows.windows(),
                windows.confidence(),
                answers);
    }

    /** What was done after {@code before}, an earlier activity of the same model. */
    public ModelActivity since(ModelActivity before) {
        return new ModelActivity(
                counters,
                steps - before.steps,
                difference(spikes, before.spikes),
                difference(activeInputs, before.activeInputs),
                windows - before.windows,
                confidence - before.confidence,
                difference(answers, before.answers));
    }

    private static long[] difference(long[] now, long[] before) {
        long[] difference = new long[now.length];
        for (int n = 0; n < now.length; n++) {
            difference[n] = now[n] - before[n];
        }
        return difference;
    }

    /** Steps of all streams. */
    public long steps() {
        return steps;
    }

    /** Windows decided. */
    public long windows() {
        return windows;
    }

    /** Spikes per neuron and step. */
    public double firingRate(int layer) {
        return (double) spikes[layer] / (steps * counters.layers().get(layer).neurons());
    }

    /** Share of the inputs that were not 0 in a step. */
    public double activeInputs(int layer) {
        return (double) activeInputs[layer] / (steps * counters.layers().get(layer).inputs());
    }

    /** Mean confidence of the windows. */
    public double confidence() {
        return confidence / windows;
    }

    /** Share of the windows that were answered with a class. */
    public double share(int classIndex) {
        return (double) answers[classIndex] / windows;
    }
}
