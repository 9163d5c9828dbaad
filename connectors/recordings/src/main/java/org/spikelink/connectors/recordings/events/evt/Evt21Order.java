package org.spikelink.connectors.recordings.events.evt;

import java.util.Locale;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;
import org.spikelink.core.error.Printable;

/**
 * The order of the halves of EVT 2.1 words: from the header's {@code endianness} or {@code --layout}; otherwise the
 * only order in which the first words have valid types.
 */
final class Evt21Order {
    private static final int MAX_WORDS = 4096;

    private Evt21Order() {}

    static boolean isUpperFirst(RecordingSource source, EvtHeader header, OpenOptions options) {
        String known = header.options().getOrDefault("endianness", "").toLowerCase(Locale.ROOT);
        String stated = options.layout().orElse(known).toLowerCase(Locale.ROOT);
        if (!known.isEmpty() && !stated.equals(known)) {
            throw source.error(
                    "--layout %s contradicts the header, which says endianness=%s"
                            .formatted(Printable.of(stated), Printable.of(known)));
        }
        return switch (stated) {
            case "legacy" -> true;
            case "little" -> false;
            case "" -> byWords(source);
            default ->
                    throw source.error(
                            "the layout of EVT 2.1 must be little or legacy (got %s)"
                                    .formatted(Printable.of(stated)));
        };
    }

    private static boolean byWords(RecordingSource source) {
        RecordingBytes bytes = source.bytes();
        int words = Math.min(MAX_WORDS, bytes.entries(Long.BYTES));
        boolean upperLast = isValid(bytes, words, 4);
        boolean upperFirst = isValid(bytes, words, 0);
        if (upperFirst == upperLast && words > 0) {
            throw source.error(
                    "the order of the words' halves is unknown; state it with --layout little"
                            + " (lower half first) or --layout legacy (upper half first)");
        }
        return upperFirst;
    }

    /** Whether types exist and the x of events is a multiple of 32, as the format requires. */
    private static boolean isValid(RecordingBytes bytes, int words, int offset) {
        boolean timed = false;
        for (int n = 0; n < words; n++) {
            int at = bytes.position() + n * Long.BYTES + offset;
            int head = (int) WordView.LE32.get(bytes.array(), at);
            boolean valid =
                    switch (head >>> 28) {
                        case 0x0, 0x1 -> (head >>> 11 & 0x1F) == 0;
                        case 0x8, 0xA, 0xE, 0xF -> true;
                        default -> false;
                    };
            if (!valid) {
                return false;
            }
            timed |= head >>> 28 == 0x8;
        }
        return timed;
    }
}
