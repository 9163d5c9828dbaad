package org.spikelink.connectors.checkpoints;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes checkpoint archives entry by entry. */
final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);
    private final String folder;

    Archive(String folder) {
        this.folder = folder;
    }

    static Archive of(Pickle pickle) {
        return new Archive("any name/").entry("data.pkl", pickle.bytes());
    }

    Archive entry(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(folder + name));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Archive entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Archive floats(String key, float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return entry("data/" + key, buffer.array());
    }

    byte[] bytes() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Path write(Path folder) {
        try {
            return Files.write(folder.resolve("a.pt"), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
