package org.spikelink.trainer.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/**
 * The state of a training in one file, replaced atomically after each epoch. It starts with the terms of the
 * training: options and data by name. A training with different terms cannot resume from it, because no uninterrupted
 * training would give its result.
 */
public final class CheckpointFile {
    private static final String MAGIC = "spikelink training";
    private static final int VERSION = 1;

    /** The value of an option that is not given. An older program did not write those it did not know. */
    private static final String UNSET = "null";

    /** A checkpoint that is never written. */
    public static final CheckpointFile NONE = new CheckpointFile(null, Map.of());

    private final Path file; // null to write nothing
    private final Map<String, String> terms;

    /** The checkpoint at {@code file}; {@code terms} are the options and data on which the trained weights depend. */
    public CheckpointFile(Path file, Map<String, String> terms) {
        this.file = file;
        this.terms = new TreeMap<>(terms);
    }

    public boolean exists() {
        return file != null && Files.exists(file);
    }

    /** Deletes the file, if it exists. */
    public void delete() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be deleted (" + e + ")", e);
        }
    }

    void write(TrainingState state) {
        if (file == null) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(terms.size());
            for (Map.Entry<String, String> term : terms.entrySet()) {
                out.writeUTF(term.getKey());
                out.writeUTF(term.getValue());
            }
            state.write(out);
            CRC32C crc = new CRC32C();
            crc.update(bytes.toByteArray());
            out.writeLong(crc.getValue());
            AtomicFile.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new TrainingException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }

    void read(TrainingState state) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            checkCrc(bytes);
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                checkHead(in);
                checkTerms(in);
                state.read(in);
            }
        } catch (IOException e) {
            throw new TrainingException(
                    file + ": cannot be resumed from (" + e.getMessage() + ")", e);
        }
    }

    private static void checkCrc(byte[] bytes) throws IOException {
        if (bytes.length < Long.BYTES) {
            throw new IOException("the file is too short to be a checkpoint");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Long.BYTES);
        long stored = ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES);
        if (stored != crc.getValue()) {
            throw new IOException("wrong checksum: the file is damaged, or not a checkpoint");
        }
    }

    private static void checkHead(DataInputStream in) throws IOException {
        String magic = in.readUTF();
        int version = in.readInt();
        if (!magic.equals(MAGIC) || version != VERSION) {
            throw new IOException(
                    "the file must be a '%s' of version %d (got '%s' of version %d)"
                            .formatted(MAGIC, VERSION, magic, version));
        }
    }

    private void checkTerms(DataInputStream in) throws IOException {
        Map<String, String> stored = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            stored.put(in.readUTF(), in.readUTF());
        }
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        names.addAll(terms.keySet());
        for (String name : names) {
            String before = stored.getOrDefault(name, UNSET);
            String now = terms.getOrDefault(name, UNSET);
            if (!before.equals(now)) {
                throw new TrainingException(
                        "%s: %s must be %s, as when the training started (got %s)"
                                .formatted(file, name, before, now));
            }
        }
    }
}
