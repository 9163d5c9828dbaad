package org.spikelink.connectors.recordings.events.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * Writes comma-separated values with the header t,x,y,p; times in µs, 1 for ON and 0 for OFF. A comment before it holds
 * the size of the sensor; NumPy and pandas skip it if told that # begins comments.
 */
public final class CsvWriter implements EventWriter {
    @Override
    public String id() {
        return "csv";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".csv");
    }

    @Override
    public void check(EventExtent extent) {
        // text holds all numbers
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        SensorSize size = extent.size();
        String header = "# geometry:" + size.width() + "," + size.height() + "\nt,x,y,p\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        EventChunk chunk = new EventChunk();
        StringBuilder lines = new StringBuilder();
        try (EventDecoder events = source.open()) {
            while (events.read(chunk)) {
                lines.setLength(0);
                for (int n = 0; n < chunk.count(); n++) {
                    lines.append(chunk.tUs(n)).append(',').append(chunk.x(n)).append(',');
                    lines.append(chunk.y(n)).append(chunk.on(n) ? ",1\n" : ",0\n");
                }
                out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
