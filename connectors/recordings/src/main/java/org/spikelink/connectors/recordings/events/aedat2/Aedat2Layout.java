package org.spikelink.connectors.recordings.events.aedat2;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;

/** The bits of x, y and polarity in a chip's addresses, and the other kinds of addresses. */
enum Aedat2Layout {
    /** Bit 0 polarity, 1-7 x, 8-14 y; bit 15 marks a special event without a pixel; other bits are unused. */
    DVS128(1, 7, 8, 7, 0, 1 << 15, 0, 0xFFFF0000, true, true),
    /**
     * Bit 11 polarity, 12-21 x, 22-30 y; bit 31 marks a sample of a frame or of the IMU, bit 10 an external event.
     * Bits 0-9 hold the value of a sample and have no meaning in events.
     */
    DAVIS(12, 10, 22, 9, 11, 1 << 10, 1 << 31, 0, true, false),

    /**
     * A cochlea: bits 2-7 channel (x), bits 8-9 neuron, bit 1 ear (0 left), bit 0 filter; bit 13 marks a sample of the
     * microphones. y is the number of the neuron, times 4, plus the two lowest bits, as in jAER. Spikes are ON.
     */
    AMS(2, 6, 8, 2, 0, 0, 1 << 13, 0xFFFFDC00, false, false);

    final int xShift;
    final int xMask;
    final int yShift;
    final int yMask;
    final int polarityShift;

    /** Set in events without a pixel. */
    final int special;

    /** Set in samples, which are not events. */
    final int sample;

    /** Never set. */
    final int unused;

    /** Whether columns count from the right and rows from the bottom, as in jAER. */
    private final boolean flips;

    /** Whether the polarity bit marks OFF. */
    private final boolean marksOff;

    Aedat2Layout(
            int xShift,
            int xBits,
            int yShift,
            int yBits,
            int polarityShift,
            int special,
            int sample,
            int unused,
            boolean flips,
            boolean marksOff) {
        this.xShift = xShift;
        this.xMask = (1 << xBits) - 1;
        this.yShift = yShift;
        this.yMask = (1 << yBits) - 1;
        this.polarityShift = polarityShift;
        this.special = special;
        this.sample = sample;
        this.unused = unused;
        this.flips = flips;
        this.marksOff = marksOff;
    }

    int y(int address) {
        int stored = address >>> yShift & yMask;
        return this == AMS ? (stored << 2) | (address & 3) : stored;
    }

    boolean isOn(int address) {
        return this == AMS || (address >>> polarityShift & 1) != 0;
    }

    Orientation orientation() {
        return new Orientation(flips, flips, marksOff);
    }

    /**
     * A known chip, or the chip stated by the user.
     *
     * @param layout of its addresses
     * @param size if it is known
     */
    record Chip(Aedat2Layout layout, Optional<SensorSize> size) {}

    /** Chips by the simple name of their class in jAER, in lower case. */
    private record Known(List<String> names, Aedat2Layout layout, int width, int height) {}

    private static final List<Known> CHIPS =
            List.of(
                    new Known(List.of("dvs128"), DVS128, 128, 128),
                    new Known(
                            List.of("davis240a", "davis240b", "davis240c", "sbret10", "davis240"),
                            DAVIS,
                            240,
                            180),
                    new Known(
                            List.of(
                                    "davis346",
                                    "davis346a",
                                    "davis346b",
                                    "davis346c",
                                    "davis346mini",
                                    "davis346blue",
                                    "davis346red",
                                    "davis346bluecdavis",
                                    "davis346redcolor"),
                            DAVIS,
                            346,
                            260),
                    new Known(List.of("davis128"), DAVIS, 128, 128),
                    new Known(List.of("davis208pixelparity", "davis208"), DAVIS, 208, 192),
                    new Known(List.of("davis640", "davisrgb640"), DAVIS, 640, 480),
                    new Known(
                            List.of(
                                    "cochleaams1b",
                                    "cochleaams1c",
                                    "cochleaams1cv4",
                                    "cochleaamsnobiasgen",
                                    "cochleaamswithbiasgen"),
                            AMS,
                            64,
                            16));

    /** The chip of a class, in any package; empty if it is unknown. */
    static Optional<Chip> chip(String className) {
        String name = className.substring(className.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return CHIPS.stream()
                .filter(known -> known.names().contains(name))
                .findFirst()
                .map(k -> new Chip(k.layout(), Optional.of(new SensorSize(k.width(), k.height()))));
    }

    /** The layout with a name stated by the user. */
    static Optional<Aedat2Layout> named(String name) {
        return List.of(values()).stream()
                .filter(layout -> layout.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
