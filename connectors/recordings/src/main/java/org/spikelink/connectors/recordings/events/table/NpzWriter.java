package org.spikelink.connectors.recordings.events.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;

/**
 * Writes the columns t (i8, µs), x and y (i4) and p (u1) of a .npz archive, one after the other, and {@value #SIZE}, the
 * width and height of the sensor.
 */
public final class NpzWriter implements EventWriter {
    /** Name of the array that holds width and height. */
    static final String SIZE = "sensor_size";

    private static final int HEADER_BYTES = 128;

    /** A column: its name and type in NumPy's words, and its values. */
    private enum Column {
        T("<i8"),
        X("<i4"),
        Y("<i4"),
        P("|u1");

        private final String type;

        Column(String type) {
            this.type = type;
        }

        private void put(EventChunk chunk, ByteBuffer bytes) {
            for (int n = 0; n < chunk.count(); n++) {
                switch (this) {
                    case T -> bytes.putLong(chunk.tUs(n));
                    case X -> bytes.putInt(chunk.x(n));
                    case Y -> bytes.putInt(chunk.y(n));
                    case P -> bytes.put((byte) (chunk.on(n) ? 1 : 0));
                }
            }
        }
    }

    @Override
    public String id() {
        return "npz";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".npz");
    }

    @Override
    public int passes() {
        return Column.values().length;
    }

    @Override
    public void check(EventExtent extent) {
        // the columns hold all numbers
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        EventChunk chunk = new EventChunk();
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * EventChunk.DEFAULT_CAPACITY)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (Column column : Column.values()) {
            begin(zip, column.name().toLowerCase(Locale.ROOT));
            zip.write(header(column.type, extent.events()));
            try (EventDecoder events = source.open()) {
                while (events.read(chunk)) {
                    bytes.clear();
                    column.put(chunk, bytes);
                    zip.write(bytes.array(), 0, bytes.position());
                }
            }
            zip.closeEntry();
        }
        begin(zip, SIZE);
        zip.write(header("<i4", 2));
        bytes.clear().putInt(extent.size().width()).putInt(extent.size().height());
        zip.write(bytes.array(), 0, bytes.position());
        zip.closeEntry();
        zip.finish();
    }

    private static void begin(ZipOutputStream zip, String array) throws IOException {
        ZipEntry entry = new ZipEntry(array + ".npy");
        entry.setTime(0); // the same events give the same bytes
        zip.putNextEntry(entry);
    }

    private static byte[] header(String type, long count) {
        String text =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s,), }".formatted(type, count);
        String padded = text + " ".repeat(HEADER_BYTES - 11 - text.length()) + "\n";
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) (HEADER_BYTES - 10));
        return header.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
    }
}
