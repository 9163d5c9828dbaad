package org.spikelink.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The temporary folder of one process, which only its user can read: a job's configuration with its secrets is in it.
 * What a process leaves behind because it was killed is deleted when the next process of the same user starts.
 *
 * @param path new, with a random name
 */
public record ProcessFolder(Path path) implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    /**
     * Creates the folder of this process in {@code parent}, and deletes those of processes that have died.
     *
     * @throws UncheckedIOException if it cannot be created
     */
    public static ProcessFolder create(Path parent) {
        try {
            Path path = Files.createTempDirectory(parent, FolderOwner.self().prefix()); // rwx------
            deleteLeftovers(parent, path);
            return new ProcessFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "temporary folder %s cannot be used".formatted(parent), e);
        }
    }

    /** Makes this the folder for temporary files of all libraries in this process that ask for it from now on. */
    public void use() {
        System.setProperty("java.io.tmpdir", path.toString());
    }

    /** A new folder for temporary files of this process, which only its user can read. */
    public static Path subfolder(String name) throws IOException {
        return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), name);
    }

    /** Creates a folder, with missing parents, that only this user can read; leaves one that exists as it is. */
    public static void createPrivate(Path folder) throws IOException {
        boolean isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (isPosix) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void deleteLeftovers(Path parent, Path own) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            folders.filter(folder -> FolderOwner.isDead(folder.getFileName().toString()))
                    .filter(folder -> isOfThisUser(folder, own))
                    .forEach(ProcessFolder::delete);
        }
    }

    private static boolean isOfThisUser(Path folder, Path own) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getOwner(own));
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes the folder with all that is in it. What cannot be deleted stays. */
    @Override
    public void close() {
        delete(path);
    }

    /** Deletes a folder with all that is in it, without following links. What cannot be deleted stays. */
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new Deleting());
        } catch (NoSuchFileException e) {
            // Another process has deleted it.
        } catch (IOException e) {
            // It is deleted when the next process starts.
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
