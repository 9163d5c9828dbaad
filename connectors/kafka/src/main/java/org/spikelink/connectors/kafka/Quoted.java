package org.spikelink.connectors.kafka;

import java.nio.charset.StandardCharsets;

/** Foreign text inside an error: one line, in quotes, not longer than a reader needs. */
final class Quoted {
    private static final int MAX_BYTES = 80;

    private Quoted() {}

    /** Broken UTF-8 shows as replacement characters, control characters as blanks, what is cut off as an ellipsis. */
    static String utf8(byte[] bytes, int at, int length) {
        String text = new String(bytes, at, Math.min(length, MAX_BYTES), StandardCharsets.UTF_8);
        String ellipsis = length > MAX_BYTES ? "..." : "";
        return '"' + text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ") + ellipsis + '"';
    }
}
