package org.spikelink.connectors.recordings.events.dat;

import java.util.Optional;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;

/** The bits of x, y and polarity in an event's second word. */
enum DatLayout {
    /** Versions 0 and 1: x in bits 0-8, y in 9-16, polarity in 17; other bits are unused. */
    V1(9, 8, 17, 0xFFFC0000),
    /** Version 2: x in bits 0-13, y in 14-27, polarity in 28-31, of which any set bit is ON. */
    V2(14, 14, 28, 0);

    private static final int MAX_WORDS = 4096;

    final int xMask;
    final int yShift;
    final int yMask;
    final int polarityShift;
    final int unused;

    DatLayout(int xBits, int yBits, int polarityShift, int unused) {
        this.xMask = (1 << xBits) - 1;
        this.yShift = xBits;
        this.yMask = (1 << yBits) - 1;
        this.polarityShift = polarityShift;
        this.unused = unused;
    }

    /** The layout from the header's version or {@code --layout}; otherwise the only one that fits the first words. */
    static DatLayout of(RecordingSource source, DatHeader header, OpenOptions options) {
        if (header.version().isPresent()) {
            return header.version().getAsInt() == 2 ? V2 : V1;
        }
        Optional<String> stated = options.layout();
        if (stated.isEmpty()) {
            return byWords(source);
        }
        return switch (stated.get()) {
            case "v1" -> V1;
            case "v2" -> V2;
            default ->
                    throw source.error(
                            "the layout of DAT must be v1 or v2 (got %s)".formatted(stated.get()));
        };
    }

    /**
     * A word with a bit above 17 is of version 2. If there is none, version 2 would mean events of one polarity in
     * the first 16 rows; words of both polarities that cover the sensor are of version 1.
     */
    private static DatLayout byWords(RecordingSource source) {
        RecordingBytes bytes = source.bytes();
        int words = Math.min(MAX_WORDS, bytes.entries(DatDecoder.BYTES_PER_EVENT));
        int any = 0;
        int all = -1;
        for (int n = 0; n < words; n++) {
            int at = bytes.position() + n * DatDecoder.BYTES_PER_EVENT + Integer.BYTES;
            int word = (int) WordView.LE32.get(bytes.array(), at);
            any |= word;
            all &= word;
        }
        if ((any & V1.unused) != 0) {
            return V2;
        }
        boolean bothPolarities = (any & ~all & 1 << V1.polarityShift) != 0;
        if (!bothPolarities) {
            throw source.error(
                    "the header has no line % Version, and the events do not identify the layout;"
                            + " state it with --layout v1 or --layout v2");
        }
        return V1;
    }
}
