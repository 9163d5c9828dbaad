package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * A hand that makes a gesture in front of a still background. Shape, tone, texture, place, size, speed and extent are
 * drawn from a seed. Edges are as sharp as a lens makes them: about a pixel wide.
 */
final class GestureScene implements Scene {
    private static final double EDGE_PIXELS = 1.2;

    private final Gesture gesture;
    private final int width;
    private final int height;
    private final double side;
    private final Style style;
    private final Timing timing;
    private final Hand hand;
    private final double[] background;

    GestureScene(Gesture gesture, SensorSize size, SplittableRandom random) {
        this.gesture = gesture;
        this.width = size.width();
        this.height = size.height();
        this.side = Math.min(width, height);
        this.style = Style.draw(random);
        this.timing = Timing.draw(random);
        double tone = Randoms.between(random, -0.5, 0.5);
        this.hand = Hand.draw(random, tone);
        this.background = background(tone, Texture.draw(random, 4, 0.25));
    }

    private double[] background(double tone, Texture texture) {
        double[] log = new double[width * height];
        for (int p = 0; p < log.length; p++) {
            log[p] = tone + texture.at(x(p % width), y(p / width));
        }
        return log;
    }

    private double x(int column) {
        return (column + 0.5 - 0.5 * width) / side;
    }

    private double y(int row) {
        return (row + 0.5 - 0.5 * height) / side;
    }

    @Override
    public long durationUs() {
        return timing.totalUs();
    }

    @Override
    public void render(long tUs, double[] logIntensity) {
        System.arraycopy(background, 0, logIntensity, 0, background.length);
        Pose pose = gesture.pose(timing.progress((double) tUs), style);
        double edge = EDGE_PIXELS / side / pose.radius();
        double reach = (hand.reach() + edge) * pose.radius();
        double cos = StrictMath.cos(pose.angle());
        double sin = StrictMath.sin(pose.angle());
        int bottom = row(pose.y() + reach);
        int right = column(pose.x() + reach);
        for (int row = row(pose.y() - reach); row <= bottom; row++) {
            for (int column = column(pose.x() - reach); column <= right; column++) {
                double dx = (x(column) - pose.x()) / pose.radius();
                double dy = (y(row) - pose.y()) / pose.radius();
                int p = row * width + column;
                logIntensity[p] =
                        seen(background[p], cos * dx + sin * dy, cos * dy - sin * dx, edge);
            }
        }
    }

    /**
     * Light on a pixel at position (u, v) of the hand: hand and background, weighted by how much of it each covers.
     */
    private double seen(double behind, double u, double v, double edge) {
        double outside = hand.outside(u, v) / edge;
        if (outside >= 0.5) {
            return behind;
        }
        double log = hand.log() + hand.texture().at(u, v);
        if (outside <= -0.5) {
            return log;
        }
        double share = 0.5 - outside;
        return StrictMath.log(share * StrictMath.exp(log) + (1 - share) * StrictMath.exp(behind));
    }

    private int row(double y) {
        return clamp(y * side + 0.5 * height, height);
    }

    private int column(double x) {
        return clamp(x * side + 0.5 * width, width);
    }

    private static int clamp(double place, int size) {
        return (int) Math.min(Math.max(Math.floor(place), 0), size - 1.0);
    }
}
