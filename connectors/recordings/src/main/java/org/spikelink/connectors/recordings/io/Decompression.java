package org.spikelink.connectors.recordings.io;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Compression of parts of a file. LZ4 uses frames, whose blocks may depend on each other. */
public enum Decompression {
    NONE,
    LZ4,
    ZSTD,
    BZ2;

    /** The compression with a name used in file formats. */
    public static Decompression named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "", "none" -> NONE;
            case "lz4" -> LZ4;
            case "zstd" -> ZSTD;
            case "bz2" -> BZ2;
            default ->
                    throw new IllegalArgumentException(
                            "the compression must be none, lz4, zstd or bz2 (got " + name + ")");
        };
    }

    /** The decompressed bytes of a stream. */
    InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case LZ4 -> new Lz4InputStream(in);
            case ZSTD -> new ZstdInputStream(in);
            case BZ2 -> new BZip2CompressorInputStream(in, true);
        };
    }
}
