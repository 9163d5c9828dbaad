package org.spikelink.operators.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.spikelink.core.io.FileFailure;
import org.spikelink.core.schedule.ModelStore;
import org.spikelink.core.schedule.ModelStoreException;
import org.spikelink.core.schedule.ModelVersion;

/**
 * Model files in a folder of one of Flink's file systems (a local folder, S3, HDFS). A file is named {@code
 * SHA256.safetensors} and never changes, so that nobody who edits or deletes the file that was published changes what a
 * job runs. Thread-safe.
 */
public final class FlinkModelStore implements ModelStore {
    private static final long serialVersionUID = 1L;
    private static final String SUFFIX = ".safetensors";
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

    /** URI of a version's file below the folder {@code root}. */
    public static String uri(String root, String sha256) {
        return new Path(new Path(root), sha256 + SUFFIX).toString();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only files that are named by the version's sha256 are opened: no record can lead a job to another file.
     */
    @Override
    public byte[] read(ModelVersion version) throws ModelStoreException {
        byte[] bytes;
        try {
            Path file = new Path(version.uri());
            if (!file.getName().equals(version.sha256() + SUFFIX)) {
                throw ModelStoreException.wrongContent(
                        version, "the file must be named by its sha256, with " + SUFFIX);
            }
            bytes = read(file);
        } catch (FileNotFoundException e) {
            throw ModelStoreException.unreadable(version, "there is no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw ModelStoreException.unreadable(version, FileFailure.reason(e), e);
        }
        String found = sha256(bytes);
        if (!found.equals(version.sha256())) {
            throw ModelStoreException.wrongContent(
                    version, "its %d bytes have the sha256 %s".formatted(bytes.length, found));
        }
        return bytes;
    }

    private static byte[] read(Path file) throws IOException {
        FileSystem files = file.getFileSystem();
        long length = files.getFileStatus(file).getLen();
        if (length > MOST_BYTES) {
            throw new IOException("it must be below 2 GiB (got %d bytes)".formatted(length));
        }
        try (FSDataInputStream in = files.open(file)) {
            return in.readNBytes((int) MOST_BYTES);
        }
    }

    /**
     * Stores a model file, unless it is there already, and reads it back. It appears under its name only when it is
     * complete.
     *
     * @param file names the sha256 of {@code bytes}, and where they go
     * @throws ModelStoreException if it cannot be written, or is not read back as it was written
     */
    public void write(ModelVersion file, byte[] bytes) throws ModelStoreException {
        try {
            Path target = new Path(file.uri());
            FileSystem files = target.getFileSystem();
            if (files.exists(target) && isIntact(file)) {
                return;
            }
            files.mkdirs(target.getParent());
            Path part = new Path(target.getParent(), ".spikelink-" + UUID.randomUUID() + ".part");
            try {
                write(files, part, bytes);
                files.delete(target, false); // damaged, or not there
                if (!files.rename(part, target)) {
                    throw new IOException("%s cannot be renamed to it".formatted(part));
                }
            } finally {
                files.delete(part, false);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw ModelStoreException.unreadable(
                    file, "it cannot be written (" + FileFailure.reason(e) + ")", e);
        }
        read(file);
    }

    private static void write(FileSystem files, Path part, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(part, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(bytes);
        }
    }

    private boolean isIntact(ModelVersion file) {
        try {
            read(file);
            return true;
        } catch (ModelStoreException e) {
            return false;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
