package org.spikelink.core.record;

import java.util.Arrays;

/**
 * A record that was rejected, with the reason.
 *
 * @param stream its key as text, shortened to {@value #MAX_STREAM_CHARS} characters; empty if it had none
 * @param value its value, at most {@value #MAX_VALUE_BYTES} bytes of it; null if it had none
 * @param truncated whether bytes of the value were left out
 * @param error one line with the rule and the value found
 * @param origin where it was read
 */
public record Rejected(String stream, byte[] value, boolean truncated, String error, Origin origin)
        implements Incoming, Outgoing {
    public static final int MAX_VALUE_BYTES = 900_000;
    public static final int MAX_STREAM_CHARS = 1_024;
    public static final int MAX_ERROR_CHARS = 2_048;

    /** Shortens what does not fit into a Kafka record of the default size. */
    public static Rejected of(String stream, byte[] value, String error, Origin origin) {
        boolean truncated = value != null && value.length > MAX_VALUE_BYTES;
        return new Rejected(
                shorten(stream, MAX_STREAM_CHARS),
                truncated ? Arrays.copyOf(value, MAX_VALUE_BYTES) : value,
                truncated,
                shorten(error, MAX_ERROR_CHARS),
                origin);
    }

    private static String shorten(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars);
    }
}
