package org.spikelink.trainer.loss;

import java.util.Arrays;

/**
 * Outputs of the last layer for one sequence, summed over each class's population, [T][C], and their gradients, to
 * which the losses add. Reused between sequences.
 */
public final class ClassOutputs {
    private final int classes;
    private final int population;
    private int steps;
    private float[] spk = {};
    private float[] mem = {};
    private float[] dSpk = {};
    private float[] dMem = {};

    /**
     * @param classes C
     * @param population outputs per class
     */
    public ClassOutputs(int classes, int population) {
        this.classes = classes;
        this.population = population;
    }

    /** Sets the outputs and gradients of this number of steps to zero. */
    public void clear(int newSteps) {
        steps = newSteps;
        int size = Math.multiplyExact(steps, classes);
        if (spk.length < size) {
            spk = new float[size];
            mem = new float[size];
            dSpk = new float[size];
            dMem = new float[size];
        }
        for (float[] values : new float[][] {spk, mem, dSpk, dMem}) {
            Arrays.fill(values, 0, size, 0f);
        }
    }

    /** T. */
    public int steps() {
        return steps;
    }

    /** C. */
    public int classes() {
        return classes;
    }

    /** Outputs of each class. */
    public int population() {
        return population;
    }

    public float[] spk() {
        return spk;
    }

    public float[] mem() {
        return mem;
    }

    public float[] spkGradients() {
        return dSpk;
    }

    public float[] memGradients() {
        return dMem;
    }

    /** Spikes of each class over all steps [C]. */
    float[] counts() {
        float[] counts = new float[classes];
        for (int n = 0; n < steps * classes; n++) {
            counts[n % classes] += spk[n];
        }
        return counts;
    }

    /** Adds a class's gradient to each of its steps. */
    void addToAllSteps(float[] gradient) {
        for (int n = 0; n < steps * classes; n++) {
            dSpk[n] += gradient[n % classes];
        }
    }
}
