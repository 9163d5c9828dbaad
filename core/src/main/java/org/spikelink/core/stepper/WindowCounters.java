package org.spikelink.core.stepper;

import org.spikelink.core.readout.WindowScores;

/** Counts the windows that one model has decided since its stepper was created. Read and written by one thread. */
public final class WindowCounters {
    private final long[] answers; // by class
    private long windows;
    private double confidence;

    WindowCounters(int classes) {
        answers = new long[classes];
    }

    void decided(WindowScores window) {
        windows++;
        confidence += window.confidence();
        if (window.isAnswered()) {
            answers[window.answer()]++;
        }
    }

    /** Windows decided, those that were not answered among them. */
    public long windows() {
        return windows;
    }

    /** The confidences of all windows, added up. */
    public double confidence() {
        return confidence;
    }

    /** Number of classes. */
    public int classes() {
        return answers.length;
    }

    /** Windows answered with a class. */
    public long answers(int classIndex) {
        return answers[classIndex];
    }
}
