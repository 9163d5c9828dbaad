package org.spikelink.connectors.recordings.series.numpy;

import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.HeapRoom;

/**
 * The memory that the series of a file may take: 100 times the file plus 16 MiB. Compressed series of sensors that are mostly
 * silent take up to 50 times their file; an archive that was made to fill the memory may stand for 1,000 times its size.
 */
final class SeriesBudget {
    private static final long TIMES = 100;
    private static final long MORE_BYTES = 16 << 20;

    /** A series without its values, with its name and label. */
    private static final long OBJECT_BYTES = 112;

    private final long fileBytes;
    private long left;

    SeriesBudget(long fileBytes) {
        this.fileBytes = fileBytes;
        this.left = TIMES * fileBytes + MORE_BYTES;
    }

    /**
     * Reserves memory before it is allocated.
     *
     * @param array whose values are read then
     * @param series number of series in it
     */
    void spend(NpyArray array, int series) {
        int values = array.count();
        long bytes = OBJECT_BYTES * series + (long) Float.BYTES * values;
        if (bytes > left) {
            throw new RecordingException(
                    array.name(),
                    ("%d series of %d values in all need %d bytes: with the rest, more than 100 times the file's %d bytes plus"
                                    + " 16 MiB; save the array without compression, as numpy.savez does")
                            .formatted(series, values, bytes, fileBytes));
        }
        HeapRoom.require(array.name(), array.valuesAt(), series + " series", bytes + bytes / 2);
        left -= bytes;
    }
}
