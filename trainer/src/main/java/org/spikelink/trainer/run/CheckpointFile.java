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
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.spikelink.core.model.AtomicFile;

/**
 * Where a training stands, in one file that is replaced as a whole after each epoch. It begins with the terms that the
 * training was started on, options and data by name: it is refused where they differ, for then its bits would not be
 * those of any uninterrupted training.
 */
public final class CheckpointFile {
    private static final String MAGIC = "spikelink training";
    private static final int VERSION = 1;

    /** Where nothing is kept. */
    public static final CheckpointFile NONE = new CheckpointFile(null, Map.of());

    private final Path file; // null to keep nothing
    private final Map<String, String> terms;

    /** The checkpoint at {@code file}; {@code terms} are the options and data on which all that is learned depends. */
    public CheckpointFile(Path file, Map<String, String> terms) {
        this.file = file;
        this.terms = new TreeMap<>(terms);
    }

    public boolean exists() {
        return file != null && Files.exists(file);
    }

    /** Removes it, if it is there. */
    public void delete() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new TrainingException(file + ": cannot be removed (" + e + ")", e);
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
            throw new TrainingException(file + ": cannot be written (" + e + ")", e);
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
            throw new IOException("it is too short to be a checkpoint");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Long.BYTES);
        long stored = ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES);
        if (stored != crc.getValue()) {
            throw new IOException("its checksum is wrong: it is damaged, or no checkpoint");
        }
    }

    private static void checkHead(DataInputStream in) throws IOException {
        String magic = in.readUTF();
        int version = in.readInt();
        if (!magic.equals(MAGIC) || version != VERSION) {
            throw new IOException(
                    "it must be a '%s' of version %d (got '%s' of version %d)"
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
            if (!Objects.equals(stored.get(name), terms.get(name))) {
                throw new TrainingException(
                        "%s: %s must be %s, as the training began (got %s)"
                                .formatted(file, name, stored.get(name), terms.get(name)));
            }
        }
    }
}
