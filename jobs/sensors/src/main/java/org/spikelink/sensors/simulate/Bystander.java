package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/**
 * A second hand, which makes no gesture: it stays where it is and sways a little. Lengths in short sides of the sensor.
 *
 * @param hand what it looks like
 * @param rest where it is on average
 * @param sway to either side, along its angle
 * @param periodUs of the swaying, µs
 * @param phase of the swaying, in periods
 */
record Bystander(Hand hand, Pose rest, double sway, double periodUs, double phase) {

    static Bystander draw(SplittableRandom random, double background) {
        return new Bystander(
                Hand.draw(random, background),
                new Pose(
                        Randoms.between(random, -0.45, 0.45),
                        Randoms.between(random, -0.45, 0.45),
                        Randoms.between(random, 0, 2 * StrictMath.PI),
                        Randoms.between(random, 0.1, 0.2)),
                Randoms.between(random, 0.005, 0.03),
                Randoms.between(random, 600_000, 1_500_000),
                random.nextDouble());
    }

    Pose pose(double tUs) {
        double aside = sway * StrictMath.sin(2 * StrictMath.PI * (tUs / periodUs + phase));
        return new Pose(
                rest.x() + aside * StrictMath.cos(rest.angle()),
                rest.y() + aside * StrictMath.sin(rest.angle()),
                rest.angle(),
                rest.radius());
    }
}
