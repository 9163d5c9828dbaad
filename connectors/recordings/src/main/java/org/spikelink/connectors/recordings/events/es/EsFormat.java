package org.spikelink.connectors.recordings.events.es;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.core.record.PackedEvents;

/**
 * Event Stream 2: {@code Event Stream}, three bytes of version, a type and, unless the type is generic, width and
 * height of the sensor, u16 each, least significant byte first.
 */
public final class EsFormat implements EventFormat {
    private static final String MAGIC = "Event Stream";
    private static final int FIXED_BYTES = 16;
    private static final int SIZE_BYTES = 4;

    /** What a batch's events can hold, and so a model's sensor, in each direction. */
    private static final int MOST_PIXELS = PackedEvents.MAX_COORDINATE + 1;

    @Override
    public String id() {
        return "es";
    }

    @Override
    public String title() {
        return "Event Stream";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".es");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith(MAGIC);
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        RecordingBytes bytes = source.bytes();
        if (!bytes.peekText(MAGIC.length()).equals(MAGIC)) {
            throw bytes.error("an Event Stream must begin with \"" + MAGIC + "\"");
        }
        require(bytes, FIXED_BYTES);
        int major = bytes.peek(MAGIC.length());
        if (major != 2) {
            throw bytes.error(
                    MAGIC.length(), "the version of Event Stream must be 2 (got " + major + ")");
        }
        EsKind kind = EsKind.of(bytes.peek(FIXED_BYTES - 1), bytes);
        bytes.skip(FIXED_BYTES);
        require(bytes, SIZE_BYTES);
        int width = bytes.u8() | bytes.u8() << 8;
        int height = bytes.u8() | bytes.u8() << 8;
        if (width == 0 || height == 0) {
            throw bytes.error(
                    FIXED_BYTES,
                    "a sensor must have at least 1x1 pixels (got %dx%d)".formatted(width, height));
        }
        if (width > MOST_PIXELS || height > MOST_PIXELS) {
            throw bytes.error(
                    FIXED_BYTES,
                    "a sensor must have at most %dx%d pixels (got %dx%d)"
                            .formatted(MOST_PIXELS, MOST_PIXELS, width, height));
        }
        return new EsDecoder(
                bytes,
                kind,
                size(options, new SensorSize(width, height), bytes),
                options.lenient());
    }

    /** Files that only state the extent of their events need the size of the sensor, from whose bottom rows count. */
    private static SensorSize size(OpenOptions options, SensorSize header, RecordingBytes bytes) {
        SensorSize size = options.sensor().flatMap(SensorSize::parse).orElse(header);
        if (size.width() < header.width() || size.height() < header.height()) {
            throw bytes.error(
                    FIXED_BYTES,
                    "--sensor must be at least %dx%d, as the header says (got %dx%d)"
                            .formatted(
                                    header.width(), header.height(), size.width(), size.height()));
        }
        return size;
    }

    private static void require(RecordingBytes bytes, int count) {
        if (!bytes.has(count)) {
            throw bytes.error("the file ends within its header");
        }
    }
}
