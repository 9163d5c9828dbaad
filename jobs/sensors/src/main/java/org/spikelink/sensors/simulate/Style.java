package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/**
 * Random variation of one performance of a gesture. Lengths in short sides of the sensor.
 *
 * @param centerX where the gesture's middle is, to the right of the sensor's centre
 * @param centerY the same, below the sensor's centre
 * @param size of the object, relative to the normal size
 * @param reach length of a swipe
 * @param tilt of a swipe's direction, radians
 * @param startAngle of the object, and of the arm that circles, radians
 * @param arm radius of the circle
 * @param turn of the arm, radians
 * @param zoom ratio of the larger size to the smaller
 * @param swing of a wave to either side
 * @param swings of a wave, each there and back
 */
record Style(
        double centerX,
        double centerY,
        double size,
        double reach,
        double tilt,
        double startAngle,
        double arm,
        double turn,
        double zoom,
        double swing,
        double swings) {

    static Style draw(SplittableRandom random, Variety variety) {
        return new Style(
                variety.between(random, -0.1, 0.1),
                variety.between(random, -0.1, 0.1),
                variety.between(random, 0.8, 1.2),
                variety.between(random, 0.55, 0.95),
                variety.between(random, -0.3, 0.3),
                Randoms.between(random, 0, 2 * StrictMath.PI),
                variety.between(random, 0.18, 0.3),
                variety.between(random, 1.3 * StrictMath.PI, 2.5 * StrictMath.PI),
                variety.between(random, 1.9, 3),
                variety.between(random, 0.14, 0.24),
                variety.between(random, 1.5, 2.5));
    }
}
