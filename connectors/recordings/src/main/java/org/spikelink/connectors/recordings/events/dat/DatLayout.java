package org.spikelink.connectors.recordings.events.dat;

import java.util.Optional;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;
import org.spikelink.core.error.Printable;

/** The bits of x, y and polarity in an event's second word. */
enum DatLayout {
    /** Versions 0 and 1: x in bits 0-8, y in 9-16, polarity in 17; other bits are unused. */
    V1(9, 8, 17, 0xFFFC0000, "a word of DAT version 1 must not use bits above 17"),
    /** Version 2: x in bits 0-13, y in 14-27, polarity in 28-31, which is 0 or 1. */
    V2(14, 14, 28, 0xE0000000, "the polarity of DAT version 2, bits 28 to 31, must be 0 or 1");

    private static final int MAX_WORDS = 4096;

    final int xMask;
    final int yShift;
    final int yMask;
    final int polarityShift;
    final int unused;

    /** What a word with an unused bit breaks. */
    final String rule;

    DatLayout(int xBits, int yBits, int polarityShift, int unused, String rule) {
        this.xMask = (1 << xBits) - 1;
        this.yShift = xBits;
        this.yMask = (1 << yBits) - 1;
        this.polarityShift = polarityShift;
        this.unused = unused;
        this.rule = rule;
    }

    /** The layout from the header's version or {@code --layout}; otherwise the only one that fits the first words. */
    static DatLayout of(RecordingSource source, DatHeader header, OpenOptions options) {
        Optional<DatLayout> stated = options.layout().map(name -> named(name, source));
        if (header.version().isEmpty()) {
            return stated.orElseGet(() -> byWords(source));
        }
        int version = header.version().getAsInt();
        DatLayout known = version == 2 ? V2 : V1;
        if (stated.isPresent() && stated.get() != known) {
            throw source.error(
                    "--layout %s contradicts the header, which says version %d"
                            .formatted(options.layout().get(), version));
        }
        return known;
    }

    private static DatLayout named(String name, RecordingSource source) {
        return switch (name) {
            case "v1" -> V1;
            case "v2" -> V2;
            default ->
                    throw source.error(
                            "the layout of DAT must be v1 or v2 (got %s)"
                                    .formatted(Printable.of(name)));
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
