package org.spikelink.connectors.recordings.events.evt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;

/**
 * Writes EVT 3.0: words for the upper and the lower 12 bits of the time and for the row wherever these change, and a word
 * for each event. The upper bits wrap every 16.8 s. As in a camera's files, their words follow each other closely enough
 * to count the wraps: longer pauses get words of their own.
 */
public final class Evt3Writer implements EventWriter {
    private static final long MAX_US =
            (1L << 36) - 1; // 19 hours: 4,096 wraps before the first event
    private static final int MAX_STEP = 1024; // upper bits; half of their range would be ambiguous
    private static final long MAX_DROP_US = (long) MAX_STEP << 12;
    private static final int ROW = 0x0000;
    private static final int COLUMN = 0x2000;
    private static final int TIME_LOW = 0x6000;
    private static final int TIME_HIGH = 0x8000;
    private static final int ON = 0x800;

    @Override
    public String id() {
        return "evt3";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".raw");
    }

    @Override
    public void check(EventExtent extent) {
        extent.check("EVT 3.0", 0, MAX_US, Evt2Writer.MAX_COORDINATE, MAX_DROP_US);
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        out.write(Evt2Writer.header("3.0", extent));
        Words words = new Words(out);
        EventChunk chunk = new EventChunk();
        try (EventDecoder events = source.open()) {
            while (events.read(chunk)) {
                for (int n = 0; n < chunk.count(); n++) {
                    words.event(chunk.tUs(n), chunk.x(n), chunk.y(n), chunk.on(n));
                }
            }
        }
        words.flush();
    }

    private static final class Words {
        private final OutputStream out;
        private final ByteBuffer buffer =
                ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        private long high = -1;
        private int low = -1;
        private int row = -1;

        Words(OutputStream out) {
            this.out = out;
        }

        void event(long tUs, int x, int y, boolean on) throws IOException {
            advance(tUs >>> 12);
            if ((tUs & 0xFFF) != low) {
                low = (int) (tUs & 0xFFF);
                put(TIME_LOW | low);
            }
            if (y != row) {
                row = y;
                put(ROW | y);
            }
            put(COLUMN | (on ? ON : 0) | x);
        }

        private void advance(long to) throws IOException {
            while (high != to) {
                long next = high < 0 ? Math.min(to, MAX_STEP) : Math.min(to, high + MAX_STEP);
                high = next;
                put(TIME_HIGH | (int) (high & 0xFFF));
            }
        }

        private void put(int word) throws IOException {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.putShort((short) word);
        }

        void flush() throws IOException {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }
}
