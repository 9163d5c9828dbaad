package org.spikelink.core.io;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file could not be used: the message of what Java throws is often its path alone. */
public final class FileFailure {
    private FileFailure() {}

    /** Why, without the path; looks into what streams of files throw. */
    public static String reason(Exception e) {
        if (e instanceof UncheckedIOException unchecked) {
            return reason(unchecked.getCause());
        }
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        String message = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Why a file could not be written, without the path. */
    public static String unwritten(Exception e) {
        return e instanceof NoSuchFileException ? "its folder does not exist" : reason(e);
    }

    /** The reason, after the path of the file if it is known: a search visits many files. */
    public static String where(Exception e) {
        if (e instanceof UncheckedIOException unchecked) {
            return where(unchecked.getCause());
        }
        boolean known = e instanceof FileSystemException f && f.getFile() != null;
        return (known ? ((FileSystemException) e).getFile() + ": " : "") + reason(e);
    }
}
