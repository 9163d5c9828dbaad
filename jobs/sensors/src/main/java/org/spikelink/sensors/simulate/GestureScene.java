package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * A hand that makes a gesture in front of a still background, perhaps beside a second hand. Shape, tone, texture, place, size, speed and extent are
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
    private final Bystander bystander; // null for none

    GestureScene(Gesture gesture, SensorSize size, Variety variety, SplittableRandom random) {
        this.gesture = gesture;
        this.width = size.width();
        this.height = size.height();
        this.side = Math.min(width, height);
        this.style = Style.draw(random, variety);
        this.timing = Timing.draw(random, variety);
        double tone = Randoms.between(random, -0.5, 0.5);
        this.hand = Hand.draw(random, tone);
        this.background = background(tone, variety.background(random));
        this.bystander = variety.hasSecondHand(random) ? Bystander.draw(random, tone) : null;
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
        if (bystander != null) {
            draw(bystander.hand(), bystander.pose((double) tUs), logIntensity);
        }
        draw(hand, gesture.pose(timing.progress((double) tUs), style), logIntensity);
    }

    /** Draws a hand in front of what is there. */
    private void draw(Hand drawn, Pose pose, double[] logIntensity) {
        double edge = EDGE_PIXELS / side / pose.radius();
        double reach = (drawn.reach() + edge) * pose.radius();
        double cos = StrictMath.cos(pose.angle());
        double sin = StrictMath.sin(pose.angle());
        int bottom = row(pose.y() + reach);
        int right = column(pose.x() + reach);
        for (int row = row(pose.y() - reach); row <= bottom; row++) {
            for (int column = column(pose.x() - reach); column <= right; column++) {
                double dx = (x(column) - pose.x()) / pose.radius();
                double dy = (y(row) - pose.y()) / pose.radius();
                int p = row * width + column;
                double u = cos * dx + sin * dy;
                double v = cos * dy - sin * dx;
                logIntensity[p] = seen(drawn, logIntensity[p], u, v, edge);
            }
        }
    }

    /**
     * Light on a pixel at position (u, v) of a hand: the hand and what is behind it, weighted by how much of it each covers.
     */
    private static double seen(Hand drawn, double behind, double u, double v, double edge) {
        double outside = drawn.outside(u, v) / edge;
        if (outside >= 0.5) {
            return behind;
        }
        double log = drawn.log() + drawn.texture().at(u, v);
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
