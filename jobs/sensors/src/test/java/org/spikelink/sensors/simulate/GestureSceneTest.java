package org.spikelink.sensors.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.events.SensorSize;

class GestureSceneTest {
    private static final SensorSize SIZE = new SensorSize(48, 40);

    private static final Style PLAIN =
            new Style(0, 0, 1, 0.8, 0, 0, 0.25, 0.5 * Math.PI, 2, 0.2, 2);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSwipedHandIsFartherToTheRightAtItsEnd(long seed) {
        assertThat(shiftOfMiddle(Gesture.SWIPE_RIGHT, seed)).as("seed %d", seed).isPositive();
        assertThat(shiftOfMiddle(Gesture.SWIPE_LEFT, seed)).as("seed %d", seed).isNegative();
    }

    /** How far the columns' mean, weighted by what differs from the scene without a hand, moves. */
    private static double shiftOfMiddle(Gesture gesture, long seed) {
        GestureScene scene =
                new GestureScene(gesture, SIZE, Variety.USUAL, new SplittableRandom(seed));
        double[] first = new double[48 * 40];
        double[] last = new double[48 * 40];
        scene.render(0, first);
        scene.render(scene.durationUs(), last);
        double arrived = 0;
        double left = 0;
        double weight = 0;
        for (int p = 0; p < first.length; p++) {
            double change = Math.abs(last[p] - first[p]);
            weight += change;
            boolean isRight = p % 48 >= 24;
            arrived += isRight ? change : 0;
            left += isRight ? 0 : change;
        }
        assertThat(weight).isPositive();
        // The hand changes both places; its tone tells which of them it is at now.
        double tone = 0;
        for (int p = 0; p < first.length; p++) {
            tone += (p % 48 - 23.5) * (last[p] - first[p]);
        }
        assertThat(arrived + left).isCloseTo(weight, within(1e-6));
        return tone * Math.signum(handMinusBackground(scene));
    }

    private static double handMinusBackground(GestureScene scene) {
        double[] frame = new double[48 * 40];
        scene.render(0, frame);
        double[] sorted = frame.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        return sorted[sorted.length - 1] - median > median - sorted[0] ? 1 : -1;
    }

    @Test
    void posesGoTheWayThatTheirGestureSays() {
        assertThat(Gesture.SWIPE_UP.pose(1, PLAIN).y()).isCloseTo(-0.4, within(1e-12));
        assertThat(Gesture.SWIPE_DOWN.pose(1, PLAIN).y()).isCloseTo(0.4, within(1e-12));
        assertThat(Gesture.SWIPE_LEFT.pose(0, PLAIN).x()).isCloseTo(0.4, within(1e-12));
        // From the right of the centre a quarter of a circle: down is clockwise where y grows
        // downwards.
        assertThat(Gesture.ROTATE_CLOCKWISE.pose(0, PLAIN).x()).isCloseTo(0.25, within(1e-12));
        assertThat(Gesture.ROTATE_CLOCKWISE.pose(1, PLAIN).y()).isCloseTo(0.25, within(1e-12));
        assertThat(Gesture.ROTATE_COUNTERCLOCKWISE.pose(1, PLAIN).y())
                .isCloseTo(-0.25, within(1e-12));
        assertThat(Gesture.PUSH.pose(1, PLAIN).radius())
                .isCloseTo(2 * Gesture.PUSH.pose(0, PLAIN).radius(), within(1e-12));
        assertThat(Gesture.PULL.pose(1, PLAIN)).isEqualTo(Gesture.PUSH.pose(0, PLAIN));
        assertThat(Gesture.WAVE.pose(0.125, PLAIN).x()).isCloseTo(0.2, within(1e-12));
        assertThat(Gesture.WAVE.pose(0.375, PLAIN).x()).isCloseTo(-0.2, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Gesture.class)
    void everyGestureChangesTheLightGraduallyAndLeavesItFinite(Gesture gesture) {
        GestureScene scene =
                new GestureScene(gesture, SIZE, Variety.USUAL, new SplittableRandom(5));
        double[] frame = new double[48 * 40];
        double[] before = new double[48 * 40];
        scene.render(0, before);
        double moved = 0;
        for (long t = 1_000; t <= scene.durationUs(); t += 1_000) {
            scene.render(t, frame);
            double change = 0;
            for (int p = 0; p < frame.length; p++) {
                change = Math.max(change, Math.abs(frame[p] - before[p]));
                moved += Math.abs(frame[p] - before[p]);
            }
            assertThat(change).as("%s at %d µs", gesture, t).isLessThan(1);
            System.arraycopy(frame, 0, before, 0, frame.length);
        }
        assertThat(moved).isGreaterThan(30);
    }

    @Test
    void speedsSizesAndShapesDifferFromSeedToSeed() {
        Set<Long> durations = new HashSet<>();
        Set<Integer> frames = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            GestureScene scene =
                    new GestureScene(Gesture.PUSH, SIZE, Variety.USUAL, new SplittableRandom(seed));
            double[] frame = new double[48 * 40];
            scene.render(0, frame);
            durations.add(scene.durationUs());
            frames.add(Arrays.hashCode(frame));
        }
        assertThat(durations).hasSize(50).allMatch(us -> us > 440_000 && us < 1_000_000);
        assertThat(frames).hasSize(50);
    }

    @Test
    void hardGesturesDifferMore() {
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long us = new GestureScene(Gesture.WAVE, SIZE, Variety.HARD, random).durationUs();
            shortest = Math.min(shortest, us);
            longest = Math.max(longest, us);
        }
        assertThat(shortest).isBetween(240_000L, 400_000L);
        assertThat(longest).isBetween(1_000_000L, 1_200_000L);
    }

    /** Before the gesture begins, nothing else moves. */
    @Test
    void aSecondHandSwaysInHalfOfTheHardScenesAndInNoUsualOne() {
        assertThat(scenesThatMoveAtRest(Variety.USUAL)).isZero();
        assertThat(scenesThatMoveAtRest(Variety.HARD)).isBetween(35, 65);
    }

    private static int scenesThatMoveAtRest(Variety variety) {
        int moving = 0;
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            GestureScene scene = new GestureScene(Gesture.WAVE, SIZE, variety, random);
            double[] first = new double[48 * 40];
            double[] later = new double[48 * 40];
            scene.render(0, first);
            scene.render(20_000, later);
            moving += Arrays.equals(first, later) ? 0 : 1;
        }
        return moving;
    }

    @Test
    void anUnknownGestureIsRejectedWithTheListOfGestures() {
        assertThatThrownBy(() -> Gesture.of("salute"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a gesture must be one of [swipe-left, ")
                .hasMessageEndingWith("wave] (got salute)");
    }
}
