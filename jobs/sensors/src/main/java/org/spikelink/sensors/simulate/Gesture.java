package org.spikelink.sensors.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A movement of the hand in front of the camera: a pose for each moment. */
public enum Gesture {
    SWIPE_LEFT(-1, 0),
    SWIPE_RIGHT(1, 0),
    SWIPE_UP(0, -1),
    SWIPE_DOWN(0, 1),
    /** The arm circles, and the hand turns with it. */
    ROTATE_CLOCKWISE {
        @Override
        Pose pose(double s, Style style) {
            return circled(s * style.turn(), style);
        }
    },
    ROTATE_COUNTERCLOCKWISE {
        @Override
        Pose pose(double s, Style style) {
            return circled(-s * style.turn(), style);
        }
    },
    /** The hand moves towards the camera and grows. */
    PUSH {
        @Override
        Pose pose(double s, Style style) {
            return zoomed(s, style);
        }
    },
    /** The hand moves away from the camera and shrinks. */
    PULL {
        @Override
        Pose pose(double s, Style style) {
            return zoomed(1 - s, style);
        }
    },
    WAVE {
        @Override
        Pose pose(double s, Style style) {
            double aside = style.swing() * StrictMath.sin(2 * StrictMath.PI * style.swings() * s);
            return new Pose(
                    style.centerX() + aside,
                    style.centerY(),
                    style.startAngle(),
                    SMALL * style.size());
        }
    };

    private static final double SMALL = 0.18;
    private static final double LARGE = 0.32;

    private final int toRight;
    private final int down;

    Gesture() {
        this(0, 0);
    }

    Gesture(int toRight, int down) {
        this.toRight = toRight;
        this.down = down;
    }

    /** Its label: the name in lower case with dashes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All labels, in the order of the constants. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Gesture::label).toList();
    }

    /** The gesture of a label; throws {@link IllegalArgumentException} listing the known ones. */
    public static Gesture of(String label) {
        return Arrays.stream(values())
                .filter(gesture -> gesture.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a gesture must be one of %s (got %s)"
                                                .formatted(labels(), label)));
    }

    /** Pose of the hand after a fraction {@code s} of the movement, 0 to 1. The default is a swipe. */
    Pose pose(double s, Style style) {
        double way = (s - 0.5) * style.reach();
        double cos = StrictMath.cos(style.tilt());
        double sin = StrictMath.sin(style.tilt());
        return new Pose(
                style.centerX() + way * (toRight * cos - down * sin),
                style.centerY() + way * (toRight * sin + down * cos),
                style.startAngle(),
                SMALL * style.size());
    }

    private static Pose circled(double by, Style style) {
        double angle = style.startAngle() + by;
        return new Pose(
                style.centerX() + style.arm() * StrictMath.cos(angle),
                style.centerY() + style.arm() * StrictMath.sin(angle),
                angle,
                SMALL * style.size());
    }

    /** Largest at 1; at 0 smaller by the zoom ratio. */
    private static Pose zoomed(double s, Style style) {
        double share = StrictMath.pow(style.zoom(), s - 1);
        return new Pose(
                style.centerX(), style.centerY(), style.startAngle(), LARGE * style.size() * share);
    }
}
