package org.spikelink.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.tests.fuzz.SmallFiles.bytes;
import static org.spikelink.tests.fuzz.SmallFiles.npy;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers take memory for at most 8 times the file plus 16 MB, and time in proportion to its size. They run in a heap of
 * 64 MB.
 */
class BudgetTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SMALL = 250_000;
    private static final int TIMES = 4;
    private static final int REPEATS = 5;
    private static final int BOMB = 60_000_000;
    private static final long LEAST_BYTES = 16 << 20;

    static Stream<Arguments> longFiles() {
        String dat = "% Data file containing CD events\n% Version 2\n\0\10";
        String aedat2 = "#!AER-DAT2.0\r\n# AEChip: DVS128\r\n#End Of ASCII Header\r\n";
        String packet =
                "\0\0\0\0\60\0\0\0\54\0\0\0\20\0\0\0EVTS\6\0\10\0\4\0\0\0\10\0\0\0\4\0\0\0\1\0\0\0"
                        + "\1\0\0\0\0\0\0\0\2\0\3\0\1\0\0\0";
        return Stream.of(
                Arguments.of(Reader.NMNIST, "", "\1\2\200\0\1"),
                Arguments.of(Reader.DAT, dat, "\1\0\0\0\2\100\0\20"),
                Arguments.of(Reader.EVT2, "% evt 2.0\n% end\n", "\1\0\0\200\3\50\100\20"),
                Arguments.of(
                        Reader.EVT3, "% evt 3.0\n% end\n", "\1\200\2\140\7\0\5\50\20\70\3\100"),
                Arguments.of(Reader.ES, "Event Stream\2\0\0\1\11\0\11\0", "\5\1\0\2\0"),
                Arguments.of(Reader.AEDAT2, aedat2, "\0\0\1\2\0\0\0\3"),
                Arguments.of(
                        Reader.AEDAT4,
                        "#!AER-DAT4.0\r\n\20\0\0\0\14\0\0\0IOHE\4\0\4\0\4\0\0\0",
                        packet),
                Arguments.of(Reader.TEXT, "t,x,y,p\n", "1234567,100,200,1\n"),
                Arguments.of(
                        Reader.TS,
                        "@dimensions 1\n@classLabel true a b\n@data\n",
                        "0.123456,".repeat(50) + "1:a\n"));
    }

    @ParameterizedTest
    @MethodSource("longFiles")
    void memoryAndTimeAreBoundedByTheFile(Reader reader, String header, String part) {
        byte[] small = bytes(header, part.repeat(SMALL / part.length()));
        byte[] large = bytes(header, part.repeat(TIMES * (SMALL / part.length())));
        long smallNs = Long.MAX_VALUE;
        long largeNs = Long.MAX_VALUE;
        for (int n = 0; n < REPEATS; n++) {
            smallNs = Math.min(smallNs, cpuNs(reader, small));
            largeNs = Math.min(largeNs, cpuNs(reader, large));
        }
        assertThat(largeNs).isLessThan(2 * TIMES * smallNs + 50_000_000);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reader.read(large);
        long allocated =
                THREADS.getCurrentThreadAllocatedBytes() - before; // not less than the peak
        long allowed = 8L * large.length + LEAST_BYTES;
        assertThat(allocated).isLessThan(reader == Reader.TS ? allowed : 2 * allowed); // read twice
    }

    private static long cpuNs(Reader reader, byte[] content) {
        long startNs = THREADS.getCurrentThreadCpuTime();
        reader.read(content);
        return THREADS.getCurrentThreadCpuTime() - startNs;
    }

    /** Small files that stand for more zeros than the heap holds. */
    static Stream<Arguments> bombs() throws IOException {
        return Stream.of(
                Arguments.of(Reader.AEDAT4, aedat4()),
                Arguments.of(Reader.NPZ_SERIES, zip("x.npy", npy("'|i1'", "1, 1, " + BOMB, 0))),
                Arguments.of(
                        Reader.ZIP_SERIES, zip("a_label_3.npy", npy("'|i1'", "1, " + BOMB, 0))),
                Arguments.of(Reader.NPZ_EVENTS, zip("t.npy", npy("'|i1'", BOMB + ",", 0))),
                Arguments.of(Reader.TORCH, zip("a/data.pkl", new byte[0])));
    }

    /** One packet, compressed with zstd. */
    private static byte[] aedat4() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            zeros(out);
        }
        int size = packed.size();
        return bytes(
                "#!AER-DAT4.0\r\n",
                "\34\0\0\0\20\0\0\0IOHE\6\0\10\0\4\0\0\0\10\0\0\0\3\0\0\0",
                "\0\0\0\0",
                new byte[] {(byte) size, (byte) (size >> 8), (byte) (size >> 16), 0},
                packed.toByteArray());
    }

    private static byte[] zip(String name, byte[] header) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(header);
            zeros(out);
        }
        return packed.toByteArray();
    }

    private static void zeros(OutputStream out) throws IOException {
        byte[] some = new byte[1_000_000];
        for (int left = BOMB; left > 0; left -= some.length) {
            out.write(some);
        }
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aSmallFileThatStandsForALargeOneIsReadOrRejected(Reader reader, byte[] content) {
        assertThat(content.length).isLessThan(200_000);
        reader.read(content);
    }

    /** As texts of their own, the values would take 25 times the line. */
    @Test
    void aLongLineOfShortValuesIsReadInTheHeap() {
        Reader.TS.read(bytes("@classLabel true a\n@data\n", "1,".repeat(2_000_000), "1:a\n"));
        Reader.TS.read(bytes("@classLabel true a\n@data\n", "1:".repeat(2_000_000), "a\n"));
    }
}
