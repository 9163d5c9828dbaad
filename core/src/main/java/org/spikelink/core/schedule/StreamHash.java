package org.spikelink.core.schedule;

import java.nio.charset.StandardCharsets;

/**
 * A hash of a stream's name that never changes, so that a share of all streams is the same on every machine and in
 * every release: FNV-1a of 64 bits over the UTF-8 bytes of the salt, a byte 0, and the UTF-8 bytes of the name,
 * followed by the last mixing steps of MurmurHash3. FNV alone spreads names that differ in their last characters too
 * little.
 */
final class StreamHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StreamHash() {}

    /** The slot of a stream, 0 to {@code slots - 1}. */
    static int slot(String salt, String stream, int slots) {
        long hash = fnv(FNV_OFFSET, salt.getBytes(StandardCharsets.UTF_8));
        hash *= FNV_PRIME; // the byte 0
        hash = fnv(hash, stream.getBytes(StandardCharsets.UTF_8));
        return (int) Long.remainderUnsigned(mixed(hash), slots);
    }

    private static long fnv(long start, byte[] bytes) {
        long hash = start;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mixed(long hash) {
        long h = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
