package org.spikelink.connectors.recordings.events.es;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.Skipped;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * Reads the events of an Event Stream: a first byte, see {@link EsKind}, then x and y, u16 each, least significant
 * byte first. As stored, y counts from the bottom. Events of a colour stream are OFF; exposures of an ATIS are
 * skipped. Events have no mark, so damage shows only where a pixel is not on the sensor.
 */
final class EsDecoder implements EventDecoder {
    private static final int SURE_EVENTS = 8;
    private static final int MOST_AHEAD = 1 << 12;

    private final RecordingBytes bytes;
    private final EsKind kind;
    private final SensorSize size;
    private final boolean lenient;
    private final Skipped skipped = new Skipped();
    private long tUs;

    EsDecoder(RecordingBytes bytes, EsKind kind, SensorSize size, boolean lenient) {
        this.bytes = bytes;
        this.kind = kind;
        this.size = size;
        this.lenient = lenient;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.of(size);
    }

    @Override
    public Orientation orientation() {
        return Orientation.FROM_BOTTOM;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && bytes.has(1)) {
            int head = bytes.peek(0);
            if (head >= kind.pauseFrom) {
                tUs += (long) kind.pauseUs * (head & kind.pauseMask);
                bytes.skip(1);
            } else if (bytes.has(kind.bytes)) {
                decode(head, chunk);
            } else {
                throw bytes.error(
                        "an event must have %d bytes (got %d)"
                                .formatted(kind.bytes, bytes.buffered()));
            }
        }
        return chunk.count() > 0;
    }

    private void decode(int head, EventChunk chunk) {
        int x = bytes.peek(1) | bytes.peek(2) << 8;
        int y = bytes.peek(3) | bytes.peek(4) << 8;
        if (x >= size.width() || y >= size.height()) {
            if (lenient) {
                skipToEvents();
                return;
            }
            throw bytes.error(
                    "x and y must be below %d and %d, as the header says (got %d, %d)"
                            .formatted(size.width(), size.height(), x, y));
        }
        tUs += head >> kind.shift;
        if (kind == EsKind.ATIS && (head & 1) != 0) {
            skipped.add("exposures", 1);
        } else {
            chunk.add(tUs, x, y, isOn(head));
        }
        bytes.skip(kind.bytes);
    }

    /** Skips bytes until as many events as cannot be by chance are on the sensor, or to the end. */
    private void skipToEvents() {
        do {
            bytes.skip(1);
            skipped.add("bytes between events", 1);
        } while (bytes.has(1) && !eventsFollow());
    }

    private boolean eventsFollow() {
        int at = 0;
        for (int events = 0; events < SURE_EVENTS && bytes.has(at + 1); ) {
            if (bytes.peek(at) >= kind.pauseFrom) {
                at++;
            } else if (!bytes.has(at + kind.bytes)) {
                return events > 0;
            } else if (isOnSensor(at)) {
                at += kind.bytes;
                events++;
            } else {
                return false;
            }
            if (at > MOST_AHEAD) {
                return true;
            }
        }
        return true;
    }

    private boolean isOnSensor(int at) {
        int x = bytes.peek(at + 1) | bytes.peek(at + 2) << 8;
        int y = bytes.peek(at + 3) | bytes.peek(at + 4) << 8;
        return x < size.width() && y < size.height();
    }

    private boolean isOn(int head) {
        return switch (kind) {
            case DVS -> (head & 1) != 0;
            case ATIS -> (head & 2) != 0;
            case COLOUR -> false;
        };
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
