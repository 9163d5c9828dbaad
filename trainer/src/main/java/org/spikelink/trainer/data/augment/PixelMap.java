package org.spikelink.trainer.data.augment;

import java.util.SplittableRandom;

/**
 * Maps pixels to pixels: an affine map around the centre of the sensor, then a smooth displacement field (as in
 * Simard et al., Best practices for convolutional neural networks applied to visual document analysis, 2003), rounded
 * to whole pixels. The result may lie outside the sensor.
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
    private final Field fieldX;
    private final Field fieldY;

    private PixelMap(
            double middleX,
            double middleY,
            double[] matrix,
            double shiftX,
            double shiftY,
            Field fieldX,
            Field fieldY) {
        this.middleX = middleX;
        this.middleY = middleY;
        xByX = matrix[0];
        xByY = matrix[1];
        yByX = matrix[2];
        yByY = matrix[3];
        toX = middleX + shiftX;
        toY = middleY + shiftY;
        this.fieldX = fieldX;
        this.fieldY = fieldY;
    }

    /** Draws a map: flips first, then zooms, shears, rotates and shifts. */
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
        return new PixelMap(
                (width - 1) / 2.0,
                (height - 1) / 2.0,
                matrix,
                shiftX,
                shiftY,
                new Field(options.elastic(), width, height, random),
                new Field(options.elastic(), width, height, random));
    }

    private static double whole(int most, SplittableRandom random) {
        return most == 0 ? 0 : random.nextInt(-most, most + 1);
    }

    private static double even(double most, SplittableRandom random) {
        return most == 0 ? 0 : most * (2 * random.nextDouble() - 1);
    }

    int x(int x, int y) {
        double moved = xByX * (x - middleX) + xByY * (y - middleY) + toX;
        return (int) Math.floor(moved + fieldX.at(x, y) + 0.5);
    }

    int y(int x, int y) {
        double moved = yByX * (x - middleX) + yByY * (y - middleY) + toY;
        return (int) Math.floor(moved + fieldY.at(x, y) + 0.5);
    }

    /** Displacement field: random at the points of a coarse grid, bilinear between them. */
    private static final class Field {
        private static final int CELLS = 4; // a side

        private final double[] points; // [CELLS + 1][CELLS + 1], or none without displacement
        private final double cellsAPixelX;
        private final double cellsAPixelY;

        Field(double most, int width, int height, SplittableRandom random) {
            points = new double[most == 0 ? 0 : (CELLS + 1) * (CELLS + 1)];
            for (int n = 0; n < points.length; n++) {
                points[n] = even(most, random);
            }
            cellsAPixelX = CELLS / (double) width;
            cellsAPixelY = CELLS / (double) height;
        }

        double at(int x, int y) {
            if (points.length == 0) {
                return 0;
            }
            double column = (x + 0.5) * cellsAPixelX;
            double row = (y + 0.5) * cellsAPixelY;
            int left = (int) column;
            int above = (int) row;
            double right = column - left;
            double below = row - above;
            int n = above * (CELLS + 1) + left;
            return (1 - below) * ((1 - right) * points[n] + right * points[n + 1])
                    + below * ((1 - right) * points[n + CELLS + 1] + right * points[n + CELLS + 2]);
        }
    }
}
