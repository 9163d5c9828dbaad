package org.spikelink.sensors.simulate;

/** A scene in front of the camera. */
interface Scene {
    /** Duration, µs, at least 1. */
    long durationUs();

    /**
     * Renders what the sensor sees at one time.
     *
     * @param tUs from 0 to {@link #durationUs}, never earlier than in the last call
     * @param logIntensity output: natural logarithm of the light on each pixel, row-major
     */
    void render(long tUs, double[] logIntensity);
}
