package org.spikelink.connectors.recordings.events.dat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;

/** Writes DAT of version 2. */
public final class DatEventWriter implements EventWriter {
    private static final long MAX_US = (1L << 32) - 1;
    private static final int MAX_COORDINATE = (1 << 14) - 1;
    private static final long MAX_DROP_US = 1L << 31;

    @Override
    public String id() {
        return "dat";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".dat");
    }

    @Override
    public void check(EventExtent extent) {
        extent.check("DAT", 0, MAX_US, MAX_COORDINATE, MAX_DROP_US);
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        try (EventDecoder events = source.open()) {
            DatWriter.write(out, "the output", extent.size(), events);
        }
    }
}
