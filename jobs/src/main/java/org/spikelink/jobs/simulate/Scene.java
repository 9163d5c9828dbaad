package org.spikelink.jobs.simulate;

/** Something to watch. */
interface Scene {
    /** How long it takes, µs, at least 1. */
    long durationUs();

    /**
     * What the sensor sees at a moment.
     *
     * @param tUs from 0 to {@link #durationUs}, never before that of the last call
     * @param logIntensity written: natural logarithm of the light on each pixel, row-major
     */
    void render(long tUs, double[] logIntensity);
}
