package org.spikelink.connectors.recordings.events.aedat4;

import com.github.luben.zstd.Zstd;
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

/** Writes AEDAT 4 with one stream of events, compressed with zstd, without a data table. */
public final class Aedat4Writer implements EventWriter {
    private static final int ZSTD = 3;
    private static final int LEVEL = 3;
    private static final int MAX_COORDINATE = Short.MAX_VALUE;
    private static final int EVENT_BYTES = 16;
    private static final int PACKET_HEAD_BYTES = 32;
    private static final String INFO =
            """
            <dv version="2.0"><node name="outInfo" path="/mainloop/Recorder/outInfo/">\
            <node name="0" path="/mainloop/Recorder/outInfo/0/">\
            <attr key="compression" type="string">ZSTD</attr>\
            <attr key="originalModuleName" type="string">spikelink</attr>\
            <attr key="originalOutputName" type="string">events</attr>\
            <attr key="typeDescription" type="string">Array of events (polarity ON/OFF).</attr>\
            <attr key="typeIdentifier" type="string">EVTS</attr>\
            <node name="info" path="/mainloop/Recorder/outInfo/0/info/">\
            <attr key="sizeX" type="int">%s</attr><attr key="sizeY" type="int">%s</attr>\
            <attr key="source" type="string">spikelink</attr></node></node></node></dv>
            """;

    @Override
    public String id() {
        return "aedat4";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".aedat4");
    }

    @Override
    public void check(EventExtent extent) {
        extent.check("AEDAT 4", Long.MIN_VALUE, Long.MAX_VALUE, MAX_COORDINATE, Long.MAX_VALUE);
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        out.write("#!AER-DAT4.0\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(header(INFO.formatted(extent.size().width(), extent.size().height()).strip()));
        EventChunk chunk = new EventChunk();
        ByteBuffer packet = little(PACKET_HEAD_BYTES + EVENT_BYTES * EventChunk.DEFAULT_CAPACITY);
        try (EventDecoder events = source.open()) {
            while (events.read(chunk)) {
                byte[] body = Zstd.compress(packet(chunk, packet), LEVEL);
                out.write(little(8).putInt(0).putInt(body.length).array());
                out.write(body);
            }
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.wrap(new byte[bytes]).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A FlatBuffer: its size, root, identifier, table of fields, root table (compression, table position, info), text. */
    @SuppressWarnings("ByteBufferBackingArray") // wraps a whole array
    private static byte[] header(String info) {
        byte[] text = info.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = little(48 + text.length + 4);
        buffer.putInt(buffer.capacity() - 4)
                .putInt(24 - 4)
                .put("IOHE".getBytes(StandardCharsets.US_ASCII));
        buffer.putShort((short) 10).putShort((short) 20);
        buffer.putShort((short) 4).putShort((short) 8).putShort((short) 16).putShort((short) 0);
        buffer.putInt(24 - 12).putInt(ZSTD).putLong(-1).putInt(4).putInt(text.length).put(text);
        return buffer.array();
    }

    /** A FlatBuffer: its size, root, identifier, table of fields, root table with the vector of events. */
    @SuppressWarnings("ByteBufferBackingArray") // wraps a whole array
    private static byte[] packet(EventChunk chunk, ByteBuffer packet) {
        int bytes = PACKET_HEAD_BYTES + EVENT_BYTES * chunk.count();
        packet.clear();
        packet.putInt(bytes - 4).putInt(20 - 4).put("EVTS".getBytes(StandardCharsets.US_ASCII));
        packet.putShort((short) 6).putShort((short) 8).putShort((short) 4).putShort((short) 0);
        packet.putInt(20 - 12).putInt(4).putInt(chunk.count());
        for (int n = 0; n < chunk.count(); n++) {
            packet.putLong(chunk.tUs(n)).putShort((short) chunk.x(n)).putShort((short) chunk.y(n));
            packet.putInt(chunk.on(n) ? 1 : 0);
        }
        return java.util.Arrays.copyOf(packet.array(), bytes);
    }
}
