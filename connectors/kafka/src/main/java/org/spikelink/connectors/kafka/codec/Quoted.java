package org.spikelink.connectors.kafka.codec;

import java.nio.charset.StandardCharsets;
import org.spikelink.core.error.Printable;

/** Foreign text inside an error message: in quotes, made {@link Printable}. */
final class Quoted {
    private static final int MAX_CHARS = 80;
    private static final int MAX_BYTES_PER_CHAR = 4;

    private Quoted() {}

    /** Invalid UTF-8 shows as replacement characters. */
    static String utf8(byte[] bytes, int at, int length) {
        int read = Math.min(length, MAX_BYTES_PER_CHAR * (MAX_CHARS + 1));
        String text = new String(bytes, at, read, StandardCharsets.UTF_8);
        return '"' + Printable.cut(text, MAX_CHARS) + '"';
    }
}
