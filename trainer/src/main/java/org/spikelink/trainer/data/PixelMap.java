package org.spikelink.trainer.data;

import java.util.SplittableRandom;

/**
 * Where pixels move to: an affine map of the sensor around its middle, rounded to whole pixels. What it gives may lie
 * outside the sensor.
 */
final class PixelMap {
    private final double middleX;
    private final double middleY;
    private final double xByX;
    private final double xByY;
    private final double yByX;
    private final double yByY;
    private final double toX;
    private final double toY;

    private PixelMap(
            double middleX, double middleY, double[] matrix, double shiftX, double shiftY) {
        this.middleX = middleX;
        this.middleY = middleY;
        xByX = matrix[0];
        xByY = matrix[1];
        yByX = matrix[2];
        yByY = matrix[3];
        toX = middleX + shiftX;
        toY = middleY + shiftY;
    }

    /** Draws a map: flips first, then zooms, shears, turns and shifts. */
    static PixelMap draw(SpatialOptions options, int width, int height, SplittableRandom random) {
        double shiftX = whole(options.shift(), random);
        double shiftY = whole(options.shift(), random);
        double flip = options.flip() && random.nextBoolean() ? -1 : 1;
        double angle = Math.toRadians(even(options.rotate(), random));
        double zoomX = flip * (1 + even(options.zoom(), random));
        double zoomY = 1 + even(options.zoom(), random);
        double shear = even(options.shear(), random) * zoomY;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] matrix = {
            cos * zoomX, cos * shear - sin * zoomY, sin * zoomX, sin * shear + cos * zoomY
        };
        return new PixelMap((width - 1) / 2.0, (height - 1) / 2.0, matrix, shiftX, shiftY);
    }

    private static double whole(int most, SplittableRandom random) {
        return most == 0 ? 0 : random.nextInt(-most, most + 1);
    }

    private static double even(double most, SplittableRandom random) {
        return most == 0 ? 0 : most * (2 * random.nextDouble() - 1);
    }

    int x(int x, int y) {
        return (int) Math.floor(xByX * (x - middleX) + xByY * (y - middleY) + toX + 0.5);
    }

    int y(int x, int y) {
        return (int) Math.floor(yByX * (x - middleX) + yByY * (y - middleY) + toY + 0.5);
    }
}
