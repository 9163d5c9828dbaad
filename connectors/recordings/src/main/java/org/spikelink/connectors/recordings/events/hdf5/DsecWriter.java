package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * Writes HDF5 in DSEC's layout: events/x, y (u16), t (u32, relative to t_offset) and p (u8), and ms_to_idx, the first event
 * of each millisecond. The size of the sensor is the attribute geometry, 640x480 for example, as in Prophesee's files. jHDF takes whole columns, so that all events are in memory: 9 bytes each.
 */
public final class DsecWriter implements EventWriter {
    private static final int MAX_COORDINATE = 0xFFFF;
    private static final int MAX_EVENTS = 1 << 28;
    private static final int CHUNK = 1 << 16;

    @Override
    public String id() {
        return "hdf5";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".h5", ".hdf5");
    }

    @Override
    public void check(EventExtent extent) {
        if (extent.events() < 1 || extent.events() > MAX_EVENTS) {
            throw new IllegalArgumentException(
                    "HDF5 is written with 1 to %d events (got %d)"
                            .formatted(MAX_EVENTS, extent.events()));
        }
        long last = Math.min(Long.MAX_VALUE - 0xFFFFFFFFL, extent.minUs()) + 0xFFFFFFFFL;
        extent.check("HDF5 in DSEC's layout", extent.minUs(), last, MAX_COORDINATE, Long.MAX_VALUE);
    }

    @Override
    public void write(EventSource source, EventExtent extent, OutputStream out) throws IOException {
        int count = (int) extent.events();
        short[] x = new short[count];
        short[] y = new short[count];
        int[] t = new int[count];
        byte[] p = new byte[count];
        long[] firstOfMs = new long[(int) ((extent.maxUs() - extent.minUs()) / 1000) + 1];
        int at = 0;
        int ms = 0;
        EventChunk chunk = new EventChunk();
        try (EventDecoder events = source.open()) {
            while (events.read(chunk)) {
                for (int n = 0; n < chunk.count(); n++, at++) {
                    long sinceUs = chunk.tUs(n) - extent.minUs();
                    for (; ms < firstOfMs.length && ms * 1000L <= sinceUs; ms++) {
                        firstOfMs[ms] = at;
                    }
                    x[at] = (short) chunk.x(n);
                    y[at] = (short) chunk.y(n);
                    t[at] = (int) sinceUs;
                    p[at] = (byte) (chunk.on(n) ? 1 : 0);
                }
            }
        }
        Path file = Files.createTempFile("spikelink", ".h5");
        try {
            try (WritableHdfFile hdf = HdfFile.write(file)) {
                WritableGroup group = hdf.putGroup("events");
                group.putDataset("x", x, options(count));
                group.putDataset("y", y, options(count));
                group.putDataset("t", t, options(count));
                group.putDataset("p", p, options(count));
                SensorSize size = extent.size();
                hdf.putAttribute("geometry", size.width() + "x" + size.height());
                hdf.putDataset("t_offset", extent.minUs());
                hdf.putDataset("ms_to_idx", firstOfMs, options(firstOfMs.length));
            }
            Files.copy(file, out);
        } finally {
            Files.delete(file);
        }
    }

    private static DatasetCreationOptions options(int count) {
        return DatasetCreationOptions.builder()
                .chunkDimensions(Math.min(CHUNK, count))
                .shuffle()
                .deflate(4)
                .unsigned()
                .build();
    }
}
