package org.spikelink.connectors.checkpoints;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first bytes of a file that should be a checkpoint, from which other formats are recognized.
 *
 * @param bytes at most {@value #LENGTH}
 * @param fileBytes length of the file
 */
record FileStart(byte[] bytes, long fileBytes) {
    private static final int LENGTH = 9;
    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final byte[] NUMPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final byte[] TAR = "storages".getBytes(US_ASCII);

    /** A pickle's first opcode, and the protocols that follow it. */
    private static final int PROTO = 0x80;

    private static final int LAST_PROTOCOL = 5;

    static FileStart of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new FileStart(in.readNBytes(LENGTH), Files.size(file));
        }
    }

    /** Throws {@link CheckpointException} naming the format that the file has instead, if it is known. */
    void checkIsZip() {
        if (!starts(ZIP)) {
            throw new CheckpointException(found());
        }
    }

    private String found() {
        if (isSafetensors()) {
            return "this is a safetensors file, not a checkpoint that torch.save writes; load it in PyTorch with"
                    + " safetensors.torch.load_file and torch.save the dict";
        }
        if (isPickle() || starts(TAR)) {
            return "this is the format of PyTorch before 1.6; load it in PyTorch and torch.save it again";
        }
        if (starts(HDF5)) {
            return "this is an HDF5 file; a checkpoint must be a zip, as torch.save writes it";
        }
        if (starts(NUMPY)) {
            return "this is a NumPy array; a checkpoint must be a zip, as torch.save writes it";
        }
        return "a checkpoint must be a zip, as torch.save writes it";
    }

    /** Its header is JSON, after the header's length. */
    private boolean isSafetensors() {
        if (bytes.length < LENGTH || bytes[LENGTH - 1] != '{') {
            return false;
        }
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return header > 0 && header <= fileBytes - Long.BYTES;
    }

    private boolean isPickle() {
        return bytes.length > 1
                && (bytes[0] & 0xFF) == PROTO
                && bytes[1] > 1
                && bytes[1] <= LAST_PROTOCOL;
    }

    private boolean starts(byte[] magic) {
        return bytes.length >= magic.length
                && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
