package org.spikelink.cli.sensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Recordings made by hand. */
final class DatFiles {
    private static final String HEADER = "% Data file containing CD events\n% Version 2\n\0\10";

    private DatFiles() {}

    /** Writes a recording of this many events, one every {@code stepUs}, at pixels drawn with the seed. */
    static Path write(Path file, long seed, int events, int stepUs) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER.length() + 8 * events).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(HEADER.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < events; i++) {
            bytes.putInt(i * stepUs);
            bytes.putInt(random.nextInt(34) | random.nextInt(34) << 14 | random.nextInt(2) << 28);
        }
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes.array());
    }
}
