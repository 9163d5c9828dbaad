package org.spikelink.core.network;

import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.spikelink.core.kernel.KernelChoice;

/**
 * Prints a checksum of every bit that seeded layers give on the kernel of this JVM, so that any CPU and any JVM can be
 * compared with {@link #USUAL} and {@link #SMALL}. Argument: usual or small.
 */
public final class BitsChecksum {
    /** Of {@code usual}, everywhere. */
    static final String USUAL = "0b261709";

    /** Of {@code small}, everywhere; for JVMs that are very slow. */
    static final String SMALL = "32c4d895";

    private BitsChecksum() {}

    public static void main(String[] args) {
        boolean small = args[0].equals("small");
        System.out.println(KernelChoice.ofThisJvm());
        System.out.println(
                small
                        ? of(4, new LayerCase.Limits(24, 24, 6))
                        : of(400, new LayerCase.Limits(800, 300, 24)));
    }

    private static String of(int cases, LayerCase.Limits limits) {
        CRC32 crc = new CRC32();
        for (long seed = 0; seed < cases; seed++) {
            LayerCase drawn = LayerCase.draw(seed, limits);
            LayerTrace.together(drawn, KernelChoice.ofThisJvm().kind(), new SplittableRandom(seed))
                    .addTo(crc);
        }
        return String.format("%08x", crc.getValue());
    }
}
