package org.spikelink.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void saysWhyWhereTheMessageIsThePathAlone() {
        assertThat(FileFailure.reason(new AccessDeniedException("/data/1.bin")))
                .isEqualTo("no permission");
        assertThat(FileFailure.reason(new NoSuchFileException("/data/1.bin")))
                .isEqualTo("there is no such file");
        assertThat(FileFailure.reason(new FileSystemLoopException("/data")))
                .isEqualTo("FileSystemLoopException");
    }

    @Test
    void passesOnWhatTheSystemSays() {
        assertThat(FileFailure.reason(new FileSystemException("/a", null, "Too many open files")))
                .isEqualTo("Too many open files");
        assertThat(FileFailure.reason(new IOException("Input/output error")))
                .isEqualTo("Input/output error");
        assertThat(FileFailure.reason(new IOException())).isEqualTo("IOException");
    }

    @Test
    void looksIntoWhatAStreamOfFilesThrows() {
        UncheckedIOException e =
                new UncheckedIOException(new AccessDeniedException("/data/secret"));

        assertThat(FileFailure.reason(e)).isEqualTo("no permission");
        assertThat(FileFailure.where(e)).isEqualTo("/data/secret: no permission");
        assertThat(FileFailure.where(new IOException("closed"))).isEqualTo("closed");
    }
}
