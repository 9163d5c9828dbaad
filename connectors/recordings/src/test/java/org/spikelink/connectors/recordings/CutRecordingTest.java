package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.nmnist;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventWriter;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.ros.RosFiles;
import org.spikelink.connectors.recordings.io.RecordingException;

/** One rule for all formats: a cut end is an error with its position, or with lenient reading the end of what is kept. */
class CutRecordingTest {
    private static final int EVENTS = 12_000;
    private static final int EVENTS_PER_MESSAGE = 40;
    private static final int PLACES = 9;

    @TempDir static Path samples;

    @TempDir Path folder;

    /** Files in which a cut leaves what comes before it, and how many events their sizes may be off: a packet is whole. */
    static Stream<Arguments> streams() throws IOException {
        return Stream.of(
                Arguments.of("a.bin", repeated("", n -> nmnist(n % 34, n % 7, n % 2 == 0, n)), 40),
                Arguments.of(
                        "a.aedat",
                        repeated(
                                "#!AER-DAT2.0\r\n# AEChip: DVS128\r\n#End Of ASCII Header\r\n",
                                n -> aedat2(n % 128 << 1 | n % 100 << 8, n)),
                        40),
                Arguments.of(
                        "b.aedat",
                        repeated(
                                "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n",
                                CutRecordingTest::aedat3),
                        40),
                Arguments.of(
                        "a.es",
                        repeated(
                                "Event Stream\2\0\0\1\u0080\0\u0080\0",
                                n -> new byte[] {2, (byte) (n % 100), 0, (byte) (n % 9), 0}),
                        40),
                Arguments.of("evt2.raw", written("evt2", "evt2.raw"), 200),
                Arguments.of("evt3.raw", written("evt3", "evt3.raw"), 200),
                Arguments.of(
                        "evt21.raw",
                        repeated(
                                "% evt 2.1\n% format EVT21;endianness=little\n% end\n",
                                CutRecordingTest::evt21),
                        40),
                Arguments.of("a.aedat4", written("aedat4", "a.aedat4"), EVENTS * 3 / 4),
                Arguments.of("a.dat", written("dat", "a.dat"), 40),
                Arguments.of("a.csv", written("csv", "a.csv"), EVENTS / 20),
                Arguments.of("a.npy", npy(), 40),
                Arguments.of(
                        "a.bag",
                        RosFiles.bag("dvs_msgs/EventArray", "none", p -> p, arrays(false)),
                        8 * EVENTS_PER_MESSAGE),
                Arguments.of(
                        "a.mcap",
                        RosFiles.mcap(
                                "dvs_msgs/msg/EventArray", "zstd", Zstd::compress, arrays(true)),
                        8 * EVENTS_PER_MESSAGE));
    }

    private static byte[] repeated(String header, IntFunction<byte[]> event) {
        List<Object> parts = new ArrayList<>(List.of(header));
        for (int n = 0; n < EVENTS; n++) {
            parts.add(event.apply(n));
        }
        return concat(parts.toArray());
    }

    /** A packet of one event. */
    private static byte[] aedat3(int n) {
        ByteBuffer bytes = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1 | 1 << 16).putInt(8).putInt(4).putInt(0).putInt(1).putInt(1).putInt(1);
        return bytes.putInt(n % 128 << 17 | n % 100 << 2 | 3).putInt(n).array();
    }

    private static byte[] evt21(int n) {
        long word =
                n == 0
                        ? 0x8000_0001_0000_0000L
                        : 0x1000_0000_0000_0001L | (long) (n % 64) << 54 | (long) (n % 9) << 32;
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(word).array();
    }

    private static byte[] npy() {
        String fields =
                "{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|b1')], "
                        + "'fortran_order': False, 'shape': (%d,), }".formatted(EVENTS);
        String header = fields + " ".repeat(127 - fields.length()) + "\n";
        return repeated(
                "\u0093NUMPY\1\0" + (char) header.length() + "\0" + header,
                n ->
                        ByteBuffer.allocate(13)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(n)
                                .putShort((short) (n % 99))
                                .putShort((short) (n % 7))
                                .put((byte) (n % 2))
                                .array());
    }

    /** Messages of ROS, each in a chunk of its own. */
    private static List<byte[]> arrays(boolean cdr) {
        List<byte[]> messages = new ArrayList<>();
        for (int from = 0; from < EVENTS; from += EVENTS_PER_MESSAGE) {
            long[][] events = new long[EVENTS_PER_MESSAGE][];
            for (int n = 0; n < EVENTS_PER_MESSAGE; n++) {
                int event = from + n;
                events[n] = new long[] {event * 11L, event % 99, event % 7, event % 2};
            }
            messages.add(RosFiles.array(cdr, events));
        }
        return messages;
    }

    private static byte[] written(String id, String name) throws IOException {
        Path csv = samples.resolve("events.csv");
        StringBuilder lines = new StringBuilder("# geometry:99,7\nt,x,y,p\n");
        for (int n = 0; n < EVENTS; n++) {
            lines.append(n * 11).append(',').append(n % 99).append(',').append(n % 7);
            lines.append(n % 3 == 0 ? ",1\n" : ",0\n");
        }
        Files.writeString(csv, lines);
        Path file = samples.resolve(name);
        EventWriter writer = RecordingWriters.of(file, Optional.of(id));
        RecordingWriters.write(
                file,
                writer,
                () -> Recordings.open(csv),
                EventExtent.of(() -> Recordings.open(csv)));
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aCutIsAnErrorWithItsPositionOrTheEndOfWhatIsKept(String name, byte[] whole, int tolerance)
            throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, whole);
        List<Event> all = TestFiles.events(file);
        assertThat(all.size()).isBetween(EVENTS - 1, EVENTS);
        int errors = 0;
        for (int length : places(whole.length)) {
            Files.write(file, Arrays.copyOf(whole, length));
            Outcome strict = read(file, OpenOptions.NONE);
            Outcome lenient = read(file, OpenOptions.NONE.asLenient());
            String as = "%s cut after %d of %d bytes".formatted(name, length, whole.length);

            assertThat(lenient.error).as(as).isEmpty();
            assertThat(lenient.events).as(as).isEqualTo(all.subList(0, lenient.events.size()));
            int least = (int) ((double) all.size() * length / whole.length) - tolerance;
            assertThat(lenient.events.size()).as(as).isGreaterThanOrEqualTo(least);
            assertThat(lenient.events.size()).as(as).isGreaterThanOrEqualTo(strict.events.size());
            assertThat(lenient.skipped)
                    .as(as)
                    .isEqualTo(strict.skipped || strict.error.isPresent());
            if (strict.error.isEmpty()) {
                assertThat(strict.events).as(as).isEqualTo(lenient.events);
            } else {
                errors++;
                assertThat(strict.skipped).as(as).isFalse();
                assertThat(strict.error.get().offset()).as(as).isBetween(1L, (long) length);
            }
        }
        // jAER's recordings often end within an event
        assertThat(errors > 0).as(name).isEqualTo(!name.equals("a.aedat"));
    }

    /** Spread over the file's second half, and each of its last bytes. */
    private static Iterable<Integer> places(int length) {
        TreeSet<Integer> places = new TreeSet<>();
        for (int n = 1; n <= PLACES; n++) {
            places.add(length / 2 + (int) ((long) (length / 2 - 1) * n / PLACES));
            places.add(length - Math.min(n, 12));
        }
        return places;
    }

    /** Their index is at the end, or says how long they are: a part of them says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "a.h5", "shd.h5"})
    void aCutFileWithAnIndexIsAnErrorInAnyCase(String name) throws IOException {
        byte[] whole = indexed(name);
        Path file = folder.resolve(name);
        OpenOptions train = OpenOptions.NONE.withStreamIndex(2);
        OpenOptions strict = name.equals("shd.h5") ? train : OpenOptions.NONE;
        for (int length : places(whole.length)) {
            Files.write(file, Arrays.copyOf(whole, length));
            for (OpenOptions options : List.of(strict, strict.asLenient())) {
                assertThatThrownBy(
                                () -> read(file, options).error.ifPresent(CutRecordingTest::raise))
                        .as("%s cut after %d of %d bytes", name, length, whole.length)
                        .isInstanceOf(RecordingException.class)
                        .hasMessageStartingWith(
                                name.endsWith(".h5")
                                        ? file + " at byte " + length + ": "
                                        : file.toString());
            }
        }
    }

    private static byte[] indexed(String name) throws IOException {
        return switch (name) {
            case "a.npz" -> written("npz", name);
            case "a.h5" -> written("hdf5", name);
            default -> Files.readAllBytes(Path.of("src/test/resources/hdf5", name));
        };
    }

    /** An array of series says how long it is. */
    @Test
    void aCutArrayOfSeriesIsAnErrorWithItsPosition() throws IOException {
        Path file = folder.resolve("cut.npy");
        String fields = "{'descr': '<f4', 'fortran_order': False, 'shape': (50, 3), }";
        String header = fields + " ".repeat(117 - fields.length()) + "\n";
        byte[] whole =
                concat("\u0093NUMPY\1\0", (char) header.length(), "\0", header, new byte[600]);
        Files.write(file, whole);
        assertThat(SeriesFiles.read(file)).hasSize(1);
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SeriesFiles.read(file))
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isInstanceOf(RecordingException.class)
                    .hasMessageStartingWith(file + " at byte " + length + ": ");
        }
    }

    @Test
    void aCutBagInSqliteIsAnErrorInAnyCase() throws IOException {
        byte[] whole =
                Files.readAllBytes(
                        SharedData.folder("field-recordings").resolve("ros2-evt3-1280x720.db3"));
        Path file = folder.resolve("cut.db3");
        for (int length : List.of(50, 99, 5000, whole.length / 2, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));
            for (OpenOptions options : List.of(OpenOptions.NONE, OpenOptions.NONE.asLenient())) {
                assertThatThrownBy(() -> Recordings.open(file, options))
                        .isInstanceOf(RecordingException.class)
                        .hasMessageContaining("at byte " + length + ": ");
            }
        }
    }

    private static void raise(RecordingException e) {
        throw e;
    }

    private record Outcome(
            List<Event> events, boolean skipped, Optional<RecordingException> error) {}

    private static Outcome read(Path file, OpenOptions options) {
        List<Event> events = new ArrayList<>();
        EventChunk chunk = new EventChunk(EventChunk.MIN_CAPACITY);
        try (EventDecoder decoder = Recordings.open(file, options)) {
            try {
                while (decoder.read(chunk)) {
                    for (int n = 0; n < chunk.count(); n++) {
                        events.add(new Event(chunk.tUs(n), chunk.x(n), chunk.y(n), chunk.on(n)));
                    }
                }
                return new Outcome(events, !decoder.skipped().isEmpty(), Optional.empty());
            } catch (RecordingException e) {
                return new Outcome(events, !decoder.skipped().isEmpty(), Optional.of(e));
            }
        } catch (RecordingException e) { // at its header
            return new Outcome(events, false, Optional.of(e));
        }
    }
}
