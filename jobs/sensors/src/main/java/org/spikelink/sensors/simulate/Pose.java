package org.spikelink.sensors.simulate;

/**
 * Where an object is. Lengths in short sides of the sensor.
 *
 * @param x to the right of the sensor's centre
 * @param y below it
 * @param angle clockwise rotation in the image, radians
 * @param radius mean radius of its outline, above 0
 */
record Pose(double x, double y, double angle, double radius) {}
