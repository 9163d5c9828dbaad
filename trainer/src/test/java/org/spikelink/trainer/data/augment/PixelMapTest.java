package org.spikelink.trainer.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A sensor of 41x21 pixels: its middle is the pixel 20, 10. */
final class PixelMapTest {
    private static final int WIDTH = 41;
    private static final int HEIGHT = 21;

    @Test
    void withoutOptionsPixelsStay() {
        PixelMap map = map(SpatialOptions.NONE, 1);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                assertThat(new int[] {map.x(x, y), map.y(x, y)}).containsExactly(x, y);
            }
        }
    }

    @Test
    void aTurnKeepsTheMiddleAndDistancesFromIt() {
        double furthest = 0;
        for (int seed = 0; seed < 50; seed++) {
            PixelMap map = map(new SpatialOptions(0, false, 30, 0, 0, 0), seed);
            assertThat(new int[] {map.x(20, 10), map.y(20, 10)}).containsExactly(20, 10);
            int dx = map.x(40, 10) - 20;
            int dy = map.y(40, 10) - 10;
            assertThat(Math.hypot(dx, dy)).isCloseTo(20, within(0.75));
            double degrees = Math.toDegrees(Math.atan2(dy, dx));
            assertThat(degrees).isBetween(-32.0, 32.0);
            furthest = Math.max(furthest, Math.abs(degrees));
        }
        assertThat(furthest).isGreaterThan(20);
    }

    @Test
    void zoomStretchesWidthAndHeightEachByItsOwn() {
        boolean differ = false;
        for (int seed = 0; seed < 50; seed++) {
            PixelMap map = map(new SpatialOptions(0, false, 0, 0.5, 0, 0), seed);
            int wide = map.x(40, 10) - 20;
            int high = map.y(20, 20) - 10;
            assertThat(wide).isBetween(10, 30);
            assertThat(high).isBetween(5, 15);
            assertThat(map.x(20, 0)).isEqualTo(20);
            differ |= Math.abs(wide / 20.0 - high / 10.0) > 0.3;
        }
        assertThat(differ).isTrue();
    }

    @Test
    void shearMovesRowsByTheirDistanceFromTheMiddle() {
        int most = 0;
        for (int seed = 0; seed < 50; seed++) {
            PixelMap map = map(new SpatialOptions(0, false, 0, 0, 0.5, 0), seed);
            int below = map.x(20, 20) - 20;
            int above = map.x(20, 0) - 20;
            assertThat(below + above).isBetween(-1, 1);
            assertThat(map.y(3, 20)).isEqualTo(20);
            most = Math.max(most, Math.abs(below));
        }
        assertThat(most).isBetween(3, 5);
    }

    @Test
    void anElasticSensorMovesSmoothly() {
        double most = 0;
        for (int seed = 0; seed < 50; seed++) {
            PixelMap map = map(new SpatialOptions(0, false, 0, 0, 0, 3), seed);
            for (int x = 1; x < WIDTH; x++) {
                for (int y = 0; y < HEIGHT; y++) {
                    assertThat(map.x(x, y) - x).isBetween(-3, 3);
                    assertThat(map.y(x, y) - y).isBetween(-3, 3);
                    assertThat(map.x(x, y) - map.x(x - 1, y)).isBetween(0, 2);
                    most = Math.max(most, Math.abs(map.x(x, y) - x));
                }
            }
        }
        assertThat(most).isEqualTo(3);
    }

    @Test
    void aFlipTurnsLeftToRight() {
        boolean flipped = false;
        for (int seed = 0; seed < 20; seed++) {
            PixelMap map = map(new SpatialOptions(0, true, 0, 0, 0, 0), seed);
            assertThat(map.x(3, 5)).isIn(3, WIDTH - 1 - 3);
            assertThat(map.y(3, 5)).isEqualTo(5);
            flipped |= map.x(3, 5) != 3;
        }
        assertThat(flipped).isTrue();
    }

    private static PixelMap map(SpatialOptions options, long seed) {
        return PixelMap.draw(options, WIDTH, HEIGHT, new SplittableRandom(seed));
    }
}
