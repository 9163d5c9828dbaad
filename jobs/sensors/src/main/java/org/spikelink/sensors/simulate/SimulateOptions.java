package org.spikelink.sensors.simulate;

import java.util.List;

/**
 * Which sensors are simulated, and which gestures they watch.
 *
 * @param gestures in the order in which they are made; at least one, each at most once
 * @param sensors cameras, 1 to {@value #MAX_SENSORS}, each with pixels of its own
 * @param camera properties of every camera
 * @param variety how much performances of a gesture differ
 * @param seed of all random numbers
 */
public record SimulateOptions(
        List<Gesture> gestures, int sensors, CameraOptions camera, Variety variety, long seed) {
    private static final int MAX_SENSORS = 1_000_000;

    /** With the usual variety. */
    public SimulateOptions(List<Gesture> gestures, int sensors, CameraOptions camera, long seed) {
        this(gestures, sensors, camera, Variety.USUAL, seed);
    }

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public SimulateOptions {
        gestures = List.copyOf(gestures);
        if (gestures.isEmpty() || gestures.stream().distinct().count() < gestures.size()) {
            throw new IllegalArgumentException(
                    "gestures must be at least one, each at most once (got " + gestures + ")");
        }
        if (sensors < 1 || sensors > MAX_SENSORS) {
            throw new IllegalArgumentException(
                    "sensors must be 1..%d (got %d)".formatted(MAX_SENSORS, sensors));
        }
    }
}
