package org.spikelink.connectors.recordings.events.evt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;

/** Writes EVT 2.0: a word of the upper 28 bits of the time wherever these change, and a word for each event. */
public final class Evt2Writer implements EventWriter {
    private static final long MAX_US = (1L << 34) - 1;
    private static final long MAX_DROP_US = 1L << 32;
    static final int MAX_COORDINATE = 2047;
    private static final int TIME_HIGH = 8;

    @Override
    public String id() {
        return "evt2";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".raw");
    }

    @Override
    public void check(EventExtent extent) {
        extent.check("EVT 2.0", 0, MAX_US, MAX_COORDINATE, MAX_DROP_US);
    }

    /** The lines before the words. */
    static byte[] header(String version, EventExtent extent) {
        return "%% evt %s\n%% geometry %sx%s\n%% end\n"
                .formatted(version, extent.size().width(), extent.size().height())
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        out.write(header("2.0", extent));
        EventChunk chunk = new EventChunk();
        ByteBuffer words =
                ByteBuffer.allocate(2 * Integer.BYTES * EventChunk.DEFAULT_CAPACITY)
                        .order(ByteOrder.LITTLE_ENDIAN);
        long high = -1;
        try (EventDecoder events = source.open()) {
            while (events.read(chunk)) {
                words.clear();
                for (int n = 0; n < chunk.count(); n++) {
                    long tUs = chunk.tUs(n);
                    if (tUs >>> 6 != high) {
                        high = tUs >>> 6;
                        words.putInt(TIME_HIGH << 28 | (int) high);
                    }
                    int time = (int) (tUs & 63) << 22;
                    words.putInt(
                            (chunk.on(n) ? 1 << 28 : 0) | time | chunk.x(n) << 11 | chunk.y(n));
                }
                out.write(words.array(), 0, words.position());
            }
        }
    }
}
