package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.recordings.TestFiles.DAT_HEADER;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.dat;
import static org.spikelink.connectors.recordings.TestFiles.nmnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.io.RecordingException;

class BrokenRecordingTest {
    @TempDir Path folder;

    static Stream<Arguments> smallFiles() {
        return Stream.of(
                Arguments.of("a.bin", concat(nmnist(1, 2, true, 3), nmnist(4, 240, true, 6))),
                Arguments.of(
                        "a.aedat",
                        concat(
                                "#!AER-DAT2.0\r\n# AEChip: DVS128\r\n#End Of ASCII Header\r\n",
                                aedat2(0x2301, 0x23232323),
                                aedat2(3, 4))),
                Arguments.of(
                        "b.aedat",
                        concat("#!AER-DAT2.0\r\n# AEChip: DVS128\r\n", aedat2(5, 6), aedat2(3, 4))),
                Arguments.of("a.raw", concat("% evt 2.0\n", evt(4, 0x80000001, 0x10402003))),
                Arguments.of("b.raw", concat("% evt 2.1\n% endianness little\n", evt21())),
                Arguments.of("c.raw", concat("% evt 3.0\n", evt3())),
                Arguments.of("a.es", concat("Event Stream", esBytes(1))),
                Arguments.of("b.es", concat("Event Stream", esBytes(2))),
                Arguments.of(
                        "a.dat",
                        concat(
                                DAT_HEADER,
                                "% Width 9\n% Height 9\n",
                                new byte[] {0, 8},
                                dat(1, 2, 3, 1),
                                dat(4, 5, 6, 0))));
    }

    private static byte[] evt(int size, long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(size * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            switch (size) {
                case 2 -> bytes.putShort((short) word);
                case 4 -> bytes.putInt((int) word);
                default -> bytes.putLong(word);
            }
        }
        return bytes.array();
    }

    private static byte[] evt21() {
        return evt(8, 0x80000001L << 32, 0x10410003L << 32 | 5, 0x10410004L << 32 | 1);
    }

    private static byte[] evt3() {
        return evt(2, 0x8001, 0x6002, 0x0007, 0x2805, 0x3810, 0x4003, 0x5001);
    }

    private static byte[] esBytes(int type) {
        return new byte[] {
            2, 0, 0, (byte) type, 9, 0, 9, 0, 5, 1, 0, 2, 0, (byte) 0xFF, 8, 3, 0, 4, 0
        };
    }

    @ParameterizedTest
    @MethodSource("smallFiles")
    void aFileCutAnywhereIsAnErrorOrItsFirstEvents(String name, byte[] whole) throws IOException {
        List<Event> all = read(name, whole).orElseThrow();
        for (int length = 0; length < whole.length; length++) {
            List<Event> some = read(name, Arrays.copyOf(whole, length)).orElse(List.of());
            assertThat(some)
                    .as("cut after %d bytes", length)
                    .isEqualTo(all.subList(0, some.size()));
        }
    }

    @Test
    void garbageIsAnErrorOrEventsButNothingElse() throws IOException {
        List<Arguments> files = smallFiles().toList();
        for (long seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Object[] file = files.get(random.nextInt(files.size())).get();
            byte[] broken = breakSomewhere((byte[]) file[1], random);
            try {
                read((String) file[0], broken);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] breakSomewhere(byte[] whole, SplittableRandom random) {
        byte[] broken = Arrays.copyOf(whole, random.nextInt(2 * whole.length));
        for (int i = random.nextInt(1 + whole.length); i < broken.length; i++) {
            if (i >= whole.length || random.nextInt(4) == 0) {
                broken[i] = (byte) random.nextInt();
            }
        }
        return broken;
    }

    /** The events, or none where the file was rejected in one line. */
    private Optional<List<Event>> read(String name, byte[] content) throws IOException {
        Path path = Files.write(folder.resolve(name), content);
        try {
            return Optional.of(TestFiles.events(path));
        } catch (RecordingException e) {
            assertThat(e.getMessage()).startsWith(path.toString()).doesNotContain("\n");
            assertThat(e.file()).isEqualTo(path.toString());
            assertThat(e.offset()).isBetween(-1L, (long) content.length);
            return Optional.empty();
        }
    }
}
