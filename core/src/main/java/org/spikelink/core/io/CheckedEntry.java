package org.spikelink.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.spikelink.core.error.Printable;

/**
 * The bytes of an entry of a zip archive. Reading the last of them fails if their checksum is not the archive's, which {@link
 * ZipFile} itself does not check.
 */
public final class CheckedEntry extends CheckedInputStream {
    private final ZipEntry entry;
    private long left;

    private CheckedEntry(InputStream in, ZipEntry entry) {
        super(in, new CRC32());
        this.entry = entry;
        this.left = entry.getSize();
    }

    /** Opens an entry; the caller closes it. */
    public static InputStream open(ZipFile zip, ZipEntry entry) throws IOException {
        return new CheckedEntry(zip.getInputStream(entry), entry);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        taken(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        int read = super.read(target, from, count);
        taken(Math.max(0, read));
        return read;
    }

    private void taken(int bytes) throws ZipException {
        left -= bytes;
        if (bytes > 0 && left == 0 && getChecksum().getValue() != entry.getCrc()) {
            throw new ZipException(
                    "the archive is damaged: its checksum of %s is %08x, and the bytes have %08x"
                            .formatted(
                                    Printable.of(entry.getName()),
                                    entry.getCrc(),
                                    getChecksum().getValue()));
        }
    }
}
