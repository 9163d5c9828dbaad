package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.core.io.FileFailure;

/**
 * A file or stream that is being opened: its bytes from the start, and a file's path for formats read by a library.
 *
 * @param path of the file
 * @param size bytes; {@link #UNKNOWN_SIZE} for a stream
 * @param bytes not read yet
 */
public record RecordingSource(Path path, long size, RecordingBytes bytes) implements AutoCloseable {
    /** The size of a stream. */
    public static final long UNKNOWN_SIZE = -1;

    /**
     * A stream, which can only be read from front to back.
     *
     * @param name of the stream in errors
     */
    public static RecordingSource stream(String name, InputStream in) {
        return new RecordingSource(Path.of(name), UNKNOWN_SIZE, new RecordingBytes(name, in));
    }

    /**
     * Opens a file.
     *
     * @throws RecordingException if the file does not exist, is empty or cannot be opened
     */
    public static RecordingSource open(Path path) {
        String file = path.toString();
        if (!Files.exists(path)) {
            throw new RecordingException(file, "there is no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new RecordingException(
                    file, "a recording must be a file (got a folder or device)");
        }
        try {
            long size = Files.size(path);
            if (size == 0) {
                throw new RecordingException(file, "a recording must not be empty (got 0 bytes)");
            }
            return new RecordingSource(
                    path, size, new RecordingBytes(file, Files.newInputStream(path)));
        } catch (IOException e) {
            throw new RecordingException(
                    file,
                    RecordingException.NO_OFFSET,
                    "cannot be opened: " + FileFailure.reason(e),
                    e);
        }
    }

    /**
     * The path of the file.
     *
     * @throws RecordingException if this is a stream
     */
    @Override
    public Path path() {
        if (size == UNKNOWN_SIZE) {
            throw error("a recording of this format must be a file; it cannot be read as a stream");
        }
        return path;
    }

    /** Name of the file in errors. */
    public String file() {
        return path.toString();
    }

    /** An error about the whole file. */
    public RecordingException error(String message) {
        return new RecordingException(file(), message);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
