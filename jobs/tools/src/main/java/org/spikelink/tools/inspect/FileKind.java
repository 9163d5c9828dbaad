package org.spikelink.tools.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

/** The kind of a file, detected by its content and, if that is not enough, by its name. */
public enum FileKind {
    MODEL,
    RECORDING,
    SERIES;

    private static final int LENGTH_BYTES = 8;

    /**
     * Detects the kind of a file. One whose {@code --format} is stated is a recording. A safetensors file begins with
     * the length of its header and the header's brace; a broken one is recognized by its name, so that the error
     * message is about a model.
     *
     * @throws RecordingException if the file does not exist or cannot be read
     */
    public static FileKind of(Path file, OpenOptions options) {
        String name = file.toString();
        if (!Files.exists(file)) {
            throw new RecordingException(name, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new RecordingException(name, "must be a file (got a folder or device)");
        }
        if (options.format().isPresent()) {
            return RECORDING;
        }
        boolean model =
                startsLikeSafetensors(file)
                        || name.toLowerCase(Locale.ROOT).endsWith(".safetensors");
        if (model) {
            return MODEL;
        }
        return SeriesFiles.isSeries(file) ? SERIES : RECORDING;
    }

    private static boolean startsLikeSafetensors(Path file) {
        ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            while (head.hasRemaining() && channel.read(head) >= 0) {}
            long header = head.getLong(0);
            return !head.hasRemaining()
                    && head.get(LENGTH_BYTES) == '{'
                    && header >= 2
                    && header <= channel.size() - LENGTH_BYTES;
        } catch (IOException e) {
            throw RecordingException.unreadable(file, e);
        }
    }
}
