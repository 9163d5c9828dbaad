package org.spikelink.connectors.recordings.series;

import org.spikelink.connectors.recordings.io.RecordingException;

/** The memory that is left in the heap. Series are read as a whole, so that a file may need more. */
public final class HeapRoom {
    private static final int RESERVED = 8; // one part of so many is left to the rest of the program

    private HeapRoom() {}

    /**
     * Checks that memory is there before it is allocated.
     *
     * @param file for errors
     * @param offset of what needs it, see {@link RecordingException#offset()}
     * @param what needs it
     * @param bytes that it needs
     * @throws RecordingException if there is less
     */
    public static void require(String file, long offset, String what, long bytes) {
        if (bytes <= free()) {
            return;
        }
        System.gc(); // what is not used any more counts until then
        long free = free();
        if (bytes > free) {
            throw new RecordingException(
                    file,
                    offset,
                    "%s must fit in the Java heap, which has %d bytes left (needs %d); start with a larger -Xmx"
                            .formatted(what, free, bytes),
                    null);
        }
    }

    private static long free() {
        Runtime heap = Runtime.getRuntime();
        return heap.maxMemory()
                - (heap.totalMemory() - heap.freeMemory())
                - heap.maxMemory() / RESERVED;
    }
}
