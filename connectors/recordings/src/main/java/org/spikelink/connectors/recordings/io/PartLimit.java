package org.spikelink.connectors.recordings.io;

/**
 * The largest part of a file, a packet or a message, that is held in memory as a whole: a quarter of the heap, but at
 * least 16 MiB and at most 128 MiB.
 */
public final class PartLimit {
    private static final long LEAST = 1 << 24;
    private static final long MOST = 1 << 27;

    private PartLimit() {}

    /** Bytes. */
    public static int bytes() {
        return (int) Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
    }

    /**
     * The rule that a part breaks.
     *
     * @param part a packet or a message
     * @param size that the file claims
     */
    public static String brokenBy(String part, long size) {
        String more = bytes() < MOST ? "; a larger Java heap allows up to 128 MiB" : "";
        return "a %s must have at most %d MiB in this heap (got %d bytes)%s"
                .formatted(part, bytes() >> 20, size, more);
    }
}
