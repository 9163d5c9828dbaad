package org.spikelink.connectors.recordings.events.aedat4;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.Skipped;
import org.spikelink.connectors.recordings.io.PackedBlock;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Reads the events of one stream of an AEDAT 4 file. A packet has i32 stream, i32 size and a compressed FlatBuffer.
 * Packets of events ({@code EVTS}) have 16 bytes per event: t i64 µs, x i16, y i16, polarity u8. Other packets are
 * skipped and counted.
 */
final class Aedat4Decoder implements EventDecoder {
    private static final int PACKET_HEADER_BYTES = 8;
    private static final int BYTES_PER_EVENT = 16;
    private static final int LZ4_MAGIC = 0x184D2204;
    private static final int MOST_SHOWN = 20;
    private static final int ZSTD_MAGIC = 0xFD2FB528;

    private final RecordingBytes bytes;
    private final Aedat4Header header;
    private final PackedBlock body;
    private final Skipped skipped = new Skipped();
    private final Optional<SensorSize> size;
    private final Set<Integer> seen = new TreeSet<>();
    private OptionalInt stream;
    private boolean found; // a packet of the stream
    private final boolean streamStated;
    private final boolean lenient;
    private int packetBytes;
    private int next;
    private int left;
    private long packetAt;

    Aedat4Decoder(RecordingBytes bytes, OpenOptions options) {
        this.bytes = bytes;
        this.header = Aedat4Header.read(bytes);
        this.body = new PackedBlock(bytes);
        this.stream = options.streamIndex();
        this.streamStated = stream.isPresent();
        this.size = header.sizeOf(stream);
        this.lenient = options.lenient();
        List<Integer> listed = header.eventStreams();
        if (streamStated && !header.streams().isEmpty() && !listed.contains(stream.getAsInt())) {
            throw noStream(listed);
        }
    }

    private RecordingException noStream(Collection<Integer> streams) {
        return new RecordingException(
                bytes.file(),
                "--stream-index must be one of the file's streams of events, %s (got %d)"
                        .formatted(
                                streams.isEmpty()
                                        ? "of which there is none"
                                        : streams.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", ")),
                                stream.getAsInt()));
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return size;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && (left > 0 || nextPacket())) {
            int events = Math.min(left, chunk.room());
            decode(chunk, events);
            next += events * BYTES_PER_EVENT;
            left -= events;
        }
        return chunk.count() > 0;
    }

    private void decode(EventChunk chunk, int events) {
        byte[] array = body.bytes();
        long[] tUs = chunk.tUs();
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        boolean[] ons = chunk.on();
        int first = chunk.count();
        for (int n = 0; n < events; n++) {
            int at = next + n * BYTES_PER_EVENT;
            tUs[first + n] = (long) WordView.LE64.get(array, at);
            int place = (int) WordView.LE32.get(array, at + 8);
            xs[first + n] = (short) place;
            ys[first + n] = place >> 16;
            ons[first + n] = array[at + 12] != 0;
        }
        chunk.grow(events);
    }

    /** Moves to the next packet of the stream that has events. */
    private boolean nextPacket() {
        while (bytes.offset() < header.end() && bytes.has(PACKET_HEADER_BYTES)) {
            packetAt = bytes.offset();
            if (lenient && !packetFollows()) {
                skipped.add("bytes between packets", 1);
                bytes.skip(1);
            } else if (openPacket()) {
                return true;
            }
        }
        if (bytes.offset() < header.end() && bytes.buffered() > 0) {
            throw bytes.error("a packet's header must have 8 bytes (got " + bytes.buffered() + ")");
        }
        if (streamStated && header.streams().isEmpty() && !found) {
            throw noStream(seen);
        }
        return false;
    }

    /** Whether a packet begins here: a size that is possible, then the beginning of a compressed FlatBuffer. */
    private boolean packetFollows() {
        int size = bytes.has(3 * Integer.BYTES) ? bytes.peekInt(4) : 0;
        int expected =
                switch (header.compression()) {
                    case LZ4 -> LZ4_MAGIC;
                    case ZSTD -> ZSTD_MAGIC;
                    case NONE, BZ2 -> size - Integer.BYTES;
                };
        return size > 0 && bytes.peekInt(8) == expected;
    }

    /** Reads a packet; returns whether it has events of the stream. */
    private boolean openPacket() {
        int id = bytes.littleEndianInt();
        int size = bytes.littleEndianInt();
        left = 0;
        try {
            packetBytes = body.read(size, header.compression(), packetAt);
        } catch (RecordingException e) {
            return damaged(e);
        }
        try {
            return isEvents(id) && openEvents();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            RecordingException broken =
                    bytes.error(packetAt, "the packet holds a broken FlatBuffer");
            broken.addSuppressed(e);
            return damaged(broken);
        }
    }

    private boolean damaged(RecordingException e) {
        if (!lenient) {
            throw e;
        }
        left = 0;
        skipped.add("damaged packets", 1);
        return false;
    }

    private boolean isEvents(int id) {
        String kind = FlatTable.identifier(body.bytes(), packetBytes);
        switch (kind) {
            case "EVTS" -> {
                return isStream(id);
            }
            case "FRME" -> skipped.add("frames", 1);
            case "IMUS" -> skipped.add("IMU samples", FlatTable.root(body.bytes()).length(0));
            case "TRIG" -> skipped.add("triggers", FlatTable.root(body.bytes()).length(0));
            default -> skipped.add("other packets", 1);
        }
        return false;
    }

    private boolean isStream(int id) {
        if (seen.size() < MOST_SHOWN) {
            seen.add(id);
        }
        if (stream.isEmpty()) {
            stream = OptionalInt.of(id);
        }
        if (stream.getAsInt() == id) {
            found = true;
            return true;
        }
        if (!streamStated) {
            throw bytes.error(
                    packetAt,
                    "the file has several streams of events, %d and %d; choose one with"
                                    .formatted(stream.getAsInt(), id)
                            + " --stream-index");
        }
        skipped.add("packets of other streams", 1);
        return false;
    }

    private boolean openEvents() {
        FlatTable packet = FlatTable.root(body.bytes());
        left = packet.length(0);
        next = packet.vector(0);
        if (left > 0) {
            Objects.checkFromIndexSize(
                    next, Math.multiplyExact(left, BYTES_PER_EVENT), packetBytes);
        }
        return left > 0;
    }

    @Override
    public Map<String, Long> skipped() {
        return skipped.byKind();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
