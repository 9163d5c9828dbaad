package org.spikelink.sensors.ingest;

/** Bytes on their way from the reader to the decoder: some datagrams, or a piece of a stream as one. */
final class Slot {
    /** Two of the largest datagrams. */
    static final int BYTES = 1 << 17;

    private static final int MAX_DATAGRAM_BYTES = 1 << 16;
    private static final int MAX_DATAGRAMS = 1 << 10;

    final byte[] bytes = new byte[BYTES];
    private final int[] ends = new int[MAX_DATAGRAMS];
    private final long[] arrivedNs = new long[MAX_DATAGRAMS];
    private int count;

    /** Datagrams that were lost before the first of this slot, as far as the reader knows. */
    long lostBefore;

    /** Whether its datagrams come from another sender than those of the slot before. */
    boolean newSender;

    /** Whether another largest datagram fits. */
    boolean hasRoom() {
        return count < MAX_DATAGRAMS && BYTES - length() >= MAX_DATAGRAM_BYTES;
    }

    /** Number of bytes so far: where the next datagram begins. */
    int length() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Counts the bytes that were written at {@link #length} as a datagram. */
    void add(int size, long nowNs) {
        int end = length() + size;
        ends[count] = end;
        arrivedNs[count] = nowNs;
        count++;
    }

    int count() {
        return count;
    }

    int start(int datagram) {
        return datagram == 0 ? 0 : ends[datagram - 1];
    }

    int end(int datagram) {
        return ends[datagram];
    }

    long arrivedNs(int datagram) {
        return arrivedNs[datagram];
    }

    void clear() {
        count = 0;
        lostBefore = 0;
        newSender = false;
    }
}
