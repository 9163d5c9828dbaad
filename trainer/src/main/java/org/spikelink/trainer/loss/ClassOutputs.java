package org.spikelink.trainer.loss;

import java.util.Arrays;

/**
 * What the last layer gave for one sequence, each class's population summed, [T][C] step after step; and the gradients
 * of it, which losses add to. Kept and reused.
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
     * @param population outputs a class
     */
    public ClassOutputs(int classes, int population) {
        this.classes = classes;
        this.population = population;
    }

    /** Sets all to zero, for so many steps. */
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

    /** Outputs a class. */
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

    /** Adds a class's gradient to every one of its steps. */
    void addToAllSteps(float[] gradient) {
        for (int n = 0; n < steps * classes; n++) {
            dSpk[n] += gradient[n % classes];
        }
    }
}
