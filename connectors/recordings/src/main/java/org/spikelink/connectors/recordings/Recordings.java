package org.spikelink.connectors.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.connectors.recordings.aedat2.Aedat2Decoder;
import org.spikelink.connectors.recordings.dat.DatDecoder;
import org.spikelink.connectors.recordings.nmnist.NmnistDecoder;
import org.spikelink.core.model.FileFailure;

/** Opens recordings of any supported format. */
public final class Recordings {
    private Recordings() {}

    /**
     * Opens a recording and reads its header. The caller closes the decoder.
     *
     * @throws RecordingException where there is no such file, it is empty, or its format is unknown, not supported
     *     yet, or broken in the header
     */
    public static Decoder open(Path path) {
        String file = path.toString();
        if (!Files.exists(path)) {
            throw new RecordingException(file, "there is no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new RecordingException(
                    file, "a recording must be a file (got a folder or device)");
        }
        try {
            return open(file, Files.size(path), Files.newInputStream(path));
        } catch (IOException e) {
            throw new RecordingException(
                    file,
                    RecordingException.NO_OFFSET,
                    "cannot be opened: " + FileFailure.reason(e),
                    e);
        }
    }

    private static Decoder open(String file, long size, InputStream in) {
        RecordingBytes bytes = new RecordingBytes(file, in);
        try {
            RecordingFormat format = format(bytes);
            if (format == RecordingFormat.NMNIST) {
                NmnistDecoder.checkLength(file, size);
            }
            return decoder(format, bytes);
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static RecordingFormat format(RecordingBytes bytes) {
        String head = bytes.peekText(RecordingFormat.HEAD_BYTES);
        if (head.isEmpty()) {
            throw new RecordingException(
                    bytes.file(), "a recording must not be empty (got 0 bytes)");
        }
        return RecordingFormat.detect(head, bytes.file())
                .orElseThrow(() -> new RecordingException(bytes.file(), unknown(head)));
    }

    private static Decoder decoder(RecordingFormat format, RecordingBytes bytes) {
        return switch (format) {
            case NMNIST -> new NmnistDecoder(bytes);
            case AEDAT2 -> new Aedat2Decoder(bytes);
            case DAT -> new DatDecoder(bytes);
            case AEDAT3, AEDAT4, EVT, ES ->
                    throw new RecordingException(
                            bytes.file(),
                            format.title() + " is not supported yet; supported: " + supported());
        };
    }

    private static String unknown(String head) {
        StringBuilder start = new StringBuilder();
        head.chars().limit(8).forEach(b -> start.append(String.format(" %02x", b)));
        return "the format is unknown (begins with" + start + "); supported: " + supported();
    }

    private static String supported() {
        return RecordingFormat.supportedTitles();
    }
}
