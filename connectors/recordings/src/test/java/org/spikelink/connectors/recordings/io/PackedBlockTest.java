package org.spikelink.connectors.recordings.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;

class PackedBlockTest {
    private static final int MANY_BYTES = 150_000;
    private static final int BOMB_BYTES = 20 << 20;

    @Test
    void lz4FramesOfAllKindsAreDecompressed() throws IOException {
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] plain = repetitive(random, random.nextInt(MANY_BYTES));
            byte[] packed = lz4(plain, random);
            if (random.nextBoolean()) { // a second frame
                packed = concat(packed, packed);
                plain = concat(plain, plain);
            }
            assertThat(unpacked(packed, Decompression.LZ4)).as("seed " + seed).isEqualTo(plain);
        }
    }

    @Test
    void brokenLz4FramesAreRejected() throws IOException {
        byte[] whole = lz4(repetitive(new SplittableRandom(1), 3_000), new SplittableRandom(5));
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length));
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] += (byte) random.nextInt(1, 256);
            }
            assertThatThrownBy(() -> unpacked(broken, Decompression.LZ4))
                    .as("seed " + seed)
                    .isInstanceOf(RecordingException.class)
                    .hasMessageStartingWith("test at byte 0: the packet cannot be decompressed: ");
        }
    }

    @Test
    void aSmallFileCannotFillTheMemory() throws IOException {
        byte[] zeros = new byte[BOMB_BYTES];
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(zeros);
        }
        assertThatThrownBy(() -> unpacked(zstd.toByteArray(), Decompression.ZSTD))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("it would hold more than");
        byte[] lz4 = lz4(zeros, new SplittableRandom(1));
        assertThatThrownBy(() -> unpacked(lz4, Decompression.LZ4))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("it would hold more than");
    }

    private static byte[] unpacked(byte[] packed, Decompression how) {
        PackedBlock block =
                new PackedBlock(new RecordingBytes("test", new ByteArrayInputStream(packed)));
        int count = block.read(packed.length, how, 0);
        return Arrays.copyOf(block.bytes(), count);
    }

    private static byte[] lz4(byte[] plain, SplittableRandom random) throws IOException {
        BlockSize size = random.nextBoolean() ? BlockSize.K64 : BlockSize.K256;
        Parameters parameters =
                new Parameters(
                        size, random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new FramedLZ4CompressorOutputStream(bytes, parameters)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Random bytes, copies of earlier ones, near and far, and runs of one byte. */
    private static byte[] repetitive(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count; ) {
            int length = Math.min(count - at, random.nextInt(1, 600));
            int distance = at == 0 ? 0 : random.nextInt(1, Math.min(at, 60_000) + 1);
            boolean fresh = distance == 0 || random.nextInt(3) == 0;
            for (int n = at; n < at + length; n++) {
                bytes[n] = fresh ? (byte) random.nextInt() : bytes[n - distance];
            }
            at += length;
        }
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
