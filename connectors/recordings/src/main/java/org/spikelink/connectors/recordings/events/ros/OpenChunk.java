package org.spikelink.connectors.recordings.events.ros;

import java.util.Map;
import org.spikelink.connectors.recordings.events.Skipped;
import org.spikelink.connectors.recordings.io.Decompression;
import org.spikelink.connectors.recordings.io.PackedStream;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;

/** The records of a file, some of which are chunks of compressed records. Chunks are decompressed as they are read. */
public final class OpenChunk {
    private final RecordingBytes file;
    private final boolean lenient;
    private final Skipped skipped = new Skipped();
    private RecordingBytes open; // the chunk being read, or null
    private long at;

    /**
     * Begins outside of chunks.
     *
     * @param lenient whether damaged chunks are skipped and counted
     */
    public OpenChunk(RecordingBytes file, boolean lenient) {
        this.file = file;
        this.lenient = lenient;
    }

    /** Where the next record begins: in the chunk, if one is open that holds more, or else in the file. */
    public RecordingBytes source() {
        try {
            if (open != null && !open.has(1)) {
                close();
            }
        } catch (RecordingException e) {
            skipDamaged(e);
        }
        return open == null ? file : open;
    }

    /** Offset of the next record, or of its chunk, for errors. */
    public long offset() {
        return open == null ? file.offset() : at;
    }

    public boolean isOpen() {
        return open != null;
    }

    /** Rejects chunks in chunks. */
    public void checkNone(long offset) {
        if (open != null) {
            throw file.error(offset, "a chunk must not hold chunks");
        }
    }

    /**
     * Opens the chunk that follows in the file.
     *
     * @param size bytes in the file
     * @param compression its name
     * @param offset of the chunk, for errors
     */
    public void open(long size, String compression, long offset) {
        Decompression how;
        try {
            how = Decompression.named(compression);
        } catch (IllegalArgumentException e) {
            throw file.error(offset, e.getMessage());
        }
        if (size < 0) {
            throw file.error(offset, "a chunk must have at least 0 bytes (got " + size + ")");
        }
        at = offset;
        try {
            open = new RecordingBytes(file.file(), new PackedStream(file, size, how, offset));
        } catch (RecordingException e) {
            if (!lenient) {
                throw e;
            }
            skipped.add("damaged chunks", 1); // the file is at its end
        }
    }

    /** Skips the rest of the open chunk and counts it, or throws the error if none is open or damage is not skipped. */
    public void skipDamaged(RecordingException e) {
        if (!lenient || open == null) {
            throw e;
        }
        skipped.add("damaged chunks", 1);
        close();
    }

    /** What was skipped so far, by kind. */
    public Map<String, Long> skipped() {
        return skipped.byKind();
    }

    /** Moves to the end of the open chunk, if there is one. */
    public void close() {
        RecordingBytes chunk = open;
        open = null;
        if (chunk != null) {
            chunk.close();
        }
    }
}
