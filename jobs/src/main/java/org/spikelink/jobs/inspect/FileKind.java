package org.spikelink.jobs.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.series.SeriesFiles;
import org.spikelink.core.model.FileFailure;

/** What a file is: by its content, and where that does not tell by its name. */
public enum FileKind {
    MODEL,
    RECORDING,
    SERIES;

    private static final int LENGTH_BYTES = 8;

    /**
     * Looks at a file's first nine bytes. A safetensors file begins with the length of its header, which the file must
     * hold, and then the header's brace; a broken one is known by its name, so that the error tells what is wrong with
     * the model.
     *
     * @throws RecordingException where there is no such file, or it cannot be read
     */
    public static FileKind of(Path file) {
        String name = file.toString();
        if (!Files.exists(file)) {
            throw new RecordingException(name, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new RecordingException(name, "must be a file (got a folder or device)");
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
            throw new RecordingException(
                    file.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be read: " + FileFailure.reason(e),
                    e);
        }
    }
}
