package org.spikelink.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * Writes a file completely or not at all. The content goes to a new file with a random name in the same folder, which
 * then replaces the target in one move. So a predictable name in a shared folder is never opened.
 */
public final class AtomicFile {
    private static final int MOST_LINKS = 40;
    private static final String PREFIX = ".spikelink-";
    private static final String SUFFIX = ".part";

    private AtomicFile() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes {@code content} as {@link #write(Path, Content)} does. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    /**
     * Replaces {@code file} once its content is on the disk. A reader finds the old content or the new, even after a
     * crash. The new file has the permissions of the old one. A symbolic link is followed. A device, a pipe or a file that
     * this process was started with (/dev/stdout) is written to directly.
     *
     * @throws IOException if the file is a folder or cannot be written; then the old file is unchanged, and no other
     *     file is left behind
     */
    public static void write(Path file, Content content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (OpenFile.isOne(file)) {
            OpenFile.write(file, content);
            return;
        }
        if (isDevice(file)) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                content.writeTo(out);
            }
            return;
        }
        Path target = target(file);
        replace(target, content, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes a file that does not exist yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it does
     * @throws IOException if it cannot be written; then no file is left behind
     */
    public static void create(Path file, Content content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new java.nio.file.FileAlreadyExistsException(file.toString());
        }
        replace(file, content);
    }

    /**
     * Deletes from {@code folder} what processes left that were killed while they wrote. A file that is being written
     * is locked, and stays.
     *
     * @throws IOException if the folder cannot be read or a file cannot be deleted
     */
    public static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path part : parts) {
                if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) && isLeftover(part)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isLeftover(Path part) throws IOException {
        try (FileChannel channel =
                FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return lock(channel);
        } catch (NoSuchFileException | AccessDeniedException e) { // finished, or another user's
            return false;
        }
    }

    /** The lock ends with the process, however it ends. Some file systems have no locks. */
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void replace(Path target, Content content, StandardCopyOption... options)
            throws IOException {
        Path part = target.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
        try (FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            lock(channel);
            keepPermissions(target, part);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
            Files.move(part, target, options);
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, part);
            throw e;
        }
    }

    /** Neither a file nor a folder. */
    private static boolean isDevice(Path file) throws IOException {
        return Files.exists(file)
                && Files.readAttributes(file, BasicFileAttributes.class).isOther();
    }

    /** The file that a link leads to, which need not exist. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void keepPermissions(Path target, Path part) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view != null && Files.exists(target)) {
            view.setPermissions(Files.getPosixFilePermissions(target));
        }
    }

    private static void deleteAfter(Exception e, Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
        }
    }
}
