package org.spikelink.connectors.recordings.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.recordings.TestFiles.concat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.dat.DatFormat;
import org.spikelink.connectors.recordings.events.evt.EvtFormat;
import org.spikelink.connectors.recordings.events.nmnist.NmnistDecoder;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Fast loops and plain ones give the same events, counts, and errors at the same bytes. */
class FastDecodersTest {
    private static final int SEEDS = 60;
    private static final int MANY_WORDS = 40_000;

    /** Random bytes of a format. */
    private interface Words {
        byte[] draw(SplittableRandom random, int words);
    }

    private record Format(
            String name,
            String header,
            Function<RecordingSource, EventDecoder> fast,
            Function<byte[], PlainDecoder.Result> plain,
            Words words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                        new Format(
                                "EVT 2.0",
                                "% evt 2.0\n% end\n",
                                opened(EvtFormat.EVT2),
                                PlainDecoder::evt2,
                                (r, n) -> evt(r, n, 4, "00001118AEF")),
                        new Format(
                                "EVT 2.1",
                                "% format EVT21;endianness=little\n% end\n",
                                opened(EvtFormat.EVT21),
                                bytes -> PlainDecoder.evt21(bytes, false),
                                (r, n) -> evt(r, n, 8, "00118AEF")),
                        new Format(
                                "EVT 2.1 legacy",
                                "% format EVT21;endianness=legacy\n% end\n",
                                opened(EvtFormat.EVT21),
                                bytes -> PlainDecoder.evt21(bytes, true),
                                (r, n) -> swapped(evt(r, n, 8, "00118AEF"))),
                        new Format(
                                "EVT 3.0",
                                "% evt 3.0\n% end\n",
                                opened(EvtFormat.EVT3),
                                PlainDecoder::evt3,
                                (r, n) -> evt(r, n, 2, "0022223345678AEF")),
                        new Format(
                                "DAT 1",
                                "% Data file containing CD events\n% Version 1\n\0\10",
                                opened(new DatFormat()),
                                bytes -> PlainDecoder.dat(bytes, 1),
                                (r, n) -> dat(r, n, 18)),
                        new Format(
                                "DAT 2",
                                "% Data file containing CD events\n% Version 2\n\0\10",
                                opened(new DatFormat()),
                                bytes -> PlainDecoder.dat(bytes, 2),
                                (r, n) -> dat(r, n, 29)),
                        new Format(
                                "N-MNIST",
                                "",
                                source ->
                                        new NmnistDecoder(
                                                source.bytes(), new SensorSize(34, 34), false),
                                PlainDecoder::nmnist,
                                FastDecodersTest::nmnist))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void fastAndPlainLoopsDecodeTheSame(Format format) {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int words = seed == 0 ? MANY_WORDS : random.nextInt(1, 400);
            byte[] body = format.words.draw(random, words);
            PlainDecoder.Result plain = format.plain.apply(body);
            String as = format + ", seed " + seed;
            int header = format.header.length();
            if (!plain.error().isEmpty()) {
                String[] error = plain.error().split(": ", 2);
                String expected =
                        "test at byte %d: %s"
                                .formatted(header + Integer.parseInt(error[0]), error[1]);
                PlainDecoder.Result fast = decode(format, body, random);
                assertThat(fast.error()).as(as).isEqualTo(expected);
                int delivered = fast.events().size();
                assertThat(fast.events()).as(as).isEqualTo(plain.events().subList(0, delivered));
            } else {
                assertThat(decode(format, body, random)).as(as).isEqualTo(plain);
            }
        }
    }

    private static PlainDecoder.Result decode(Format format, byte[] body, SplittableRandom random) {
        byte[] file = concat(format.header, body);
        List<Event> events = new ArrayList<>();
        int piece = random.nextInt(1, 2 * RecordingBytes.BUFFER_BYTES);
        EventDecoder decoder =
                format.fast.apply(
                        new RecordingSource(
                                Path.of("test"),
                                file.length,
                                new RecordingBytes("test", new Pieces(file, piece))));
        EventChunk chunk =
                new EventChunk(
                        random.nextInt(EventChunk.MIN_CAPACITY, EventChunk.DEFAULT_CAPACITY));
        try {
            while (decoder.read(chunk)) {
                for (int i = 0; i < chunk.count(); i++) {
                    events.add(new Event(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i)));
                }
            }
        } catch (RecordingException e) {
            return new PlainDecoder.Result(events, decoder.skipped(), e.getMessage());
        }
        return new PlainDecoder.Result(events, decoder.skipped(), "");
    }

    /** A file that comes in pieces of any size. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int most;

        Pieces(byte[] content, int most) {
            super(content);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] target, int from, int count) {
            return super.read(target, from, Math.min(count, most));
        }
    }

    private static Function<RecordingSource, EventDecoder> opened(EventFormat format) {
        return source -> format.open(source, OpenOptions.NONE);
    }

    /** Words of random content with the type in the upper four bits; one file in three has an invalid word. */
    private static byte[] evt(SplittableRandom random, int words, int size, String types) {
        int invalid = random.nextInt(3) == 0 ? random.nextInt(words) : -1;
        ByteBuffer bytes = ByteBuffer.allocate(size * words).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < words; n++) {
            long type =
                    n == invalid
                            ? 0x9
                            : Character.digit(types.charAt(random.nextInt(types.length())), 16);
            long mask = random.nextLong(); // few bits in some words, as in vectors
            long content = random.nextLong() & mask;
            long word = content >>> (68 - 8 * size) | type << (8 * size - 4);
            switch (size) {
                case 2 -> bytes.putShort((short) word);
                case 4 -> bytes.putInt((int) word);
                default -> bytes.putLong(word);
            }
        }
        return cut(bytes.array(), random);
    }

    private static byte[] swapped(byte[] words) {
        byte[] swapped = words.clone();
        for (int at = 0; at < words.length / 8 * 8; at++) {
            swapped[at ^ 4] = words[at];
        }
        return swapped;
    }

    /** Times that wrap and step back; one file in three of version 1 has an invalid word. */
    private static byte[] dat(SplittableRandom random, int words, int bits) {
        int invalid = random.nextInt(3) == 0 ? random.nextInt(words) : -1;
        ByteBuffer bytes = ByteBuffer.allocate(8 * words).order(ByteOrder.LITTLE_ENDIAN);
        int t = random.nextInt();
        for (int n = 0; n < words; n++) {
            t += random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(-9, 100);
            bytes.putInt(t);
            bytes.putInt(n == invalid ? random.nextInt() : random.nextInt() >>> (32 - bits));
        }
        return cut(bytes.array(), random);
    }

    private static byte[] nmnist(SplittableRandom random, int words) {
        byte[] bytes = new byte[5 * words];
        random.nextBytes(bytes);
        for (int n = 0; n < words; n++) {
            bytes[5 * n] = (byte) random.nextInt(34);
            bytes[5 * n + 1] = (byte) random.nextInt(34);
        }
        for (int n = 0; n < words; n += random.nextInt(1, 100)) {
            bytes[5 * n + 1] = (byte) 240;
        }
        if (random.nextInt(3) == 0) {
            bytes[5 * random.nextInt(words) + random.nextInt(2)] = (byte) random.nextInt(34, 240);
        }
        return cut(bytes, random);
    }

    /** One file in four ends within a word. */
    private static byte[] cut(byte[] bytes, SplittableRandom random) {
        int less = random.nextInt(4) == 0 ? random.nextInt(2) : 0;
        return Arrays.copyOf(bytes, bytes.length - less);
    }
}
