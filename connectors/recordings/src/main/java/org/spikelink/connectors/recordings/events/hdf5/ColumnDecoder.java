package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.CompoundDataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingSource;

/**
 * Reads events from columns: the datasets {@code events/x}, y, t and p of DSEC, whose times are relative to {@code
 * t_offset}, or the members x, y, t and p of Prophesee's dataset {@code CD/events}. Times are µs.
 */
final class ColumnDecoder implements EventDecoder {
    private static final int MOST_FAILURES = 100;

    private final HdfFile file;
    private final RecordingSource source;
    private final Optional<SensorSize> size;
    private final HdfColumn x;
    private final HdfColumn y;
    private final HdfColumn t;
    private final HdfColumn p;
    private final long offsetUs;
    private final long count;
    private final boolean lenient;
    private long next;
    private long damaged;
    private int failures; // in a row

    private ColumnDecoder(
            HdfFile file,
            RecordingSource source,
            Optional<SensorSize> size,
            List<HdfColumn> columns,
            long offsetUs,
            boolean lenient) {
        this.file = file;
        this.source = source;
        this.size = size;
        this.x = columns.get(0);
        this.y = columns.get(1);
        this.t = columns.get(2);
        this.p = columns.get(3);
        this.offsetUs = offsetUs;
        this.lenient = lenient;
        this.count = x.count();
        for (HdfColumn column : columns) {
            if (column.count() != count) {
                throw source.error(
                        "the columns x, y, t and p must have the same length (got %d, %d, %d and %d)"
                                .formatted(x.count(), y.count(), t.count(), p.count()));
            }
        }
    }

    static ColumnDecoder dsec(HdfFile file, RecordingSource source, OpenOptions options) {
        List<HdfColumn> columns =
                List.of("x", "y", "t", "p").stream()
                        .map(name -> HdfColumn.of(file.getDatasetByPath("events/" + name)))
                        .toList();
        return new ColumnDecoder(
                file, source, size(file), columns, offsetUs(file, source), options.lenient());
    }

    private static long offsetUs(HdfFile file, RecordingSource source) {
        if (!file.getChildren().containsKey("t_offset")) {
            return 0;
        }
        Dataset offset = file.getDatasetByPath("t_offset");
        if (offset.getDimensionsAsLong().length
                        > 0 // or its numbers may need more memory than there is
                || !(offset.getData() instanceof Number number)) {
            throw source.error("t_offset must be one number");
        }
        return number.longValue();
    }

    static ColumnDecoder prophesee(HdfFile file, RecordingSource source, OpenOptions options) {
        Dataset events = file.getDatasetByPath("CD/events");
        if (!(events.getDataType() instanceof CompoundDataType type)) {
            throw source.error("CD/events must have the members x, y, p and t");
        }
        HdfBlocks blocks = new HdfBlocks(events);
        List<HdfColumn> columns =
                List.of("x", "y", "t", "p").stream()
                        .map(name -> HdfColumn.of(blocks, type, name))
                        .toList();
        return new ColumnDecoder(file, source, size(file), columns, 0, options.lenient());
    }

    /** Prophesee's attribute, 1280x720 for example, which {@link DsecWriter} writes too. */
    private static Optional<SensorSize> size(HdfFile file) {
        Attribute geometry = file.getAttribute("geometry");
        return geometry == null || geometry.getDimensionsAsLong().length > 0
                ? Optional.empty()
                : SensorSize.parse(String.valueOf(geometry.getData()));
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return size;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && next < count) {
            try {
                readBlock(chunk);
            } catch (RuntimeException e) {
                if (!lenient || !x.isChunked() || ++failures > MOST_FAILURES) {
                    throw Hdf5Format.failed(source.file(), e);
                }
                skipBlock();
            }
        }
        return chunk.count() > 0;
    }

    private void readBlock(EventChunk chunk) {
        long end = Math.min(count, next + chunk.room());
        end = Math.min(Math.min(x.open(next, end), y.open(next, end)), end);
        end = Math.min(Math.min(t.open(next, end), p.open(next, end)), end);
        failures = 0;
        for (; next < end; next++) {
            chunk.add(
                    Math.addExact(offsetUs, t.get(next)),
                    Math.toIntExact(x.get(next)),
                    Math.toIntExact(y.get(next)),
                    p.get(next) > 0);
        }
    }

    /** Skips to the end of the first block that ends: one of those in which this event is cannot be read. */
    private void skipBlock() {
        long end =
                Math.min(
                        Math.min(x.blockEnd(next), y.blockEnd(next)),
                        Math.min(t.blockEnd(next), p.blockEnd(next)));
        damaged += end - next;
        next = end;
    }

    @Override
    public Map<String, Long> skipped() {
        return damaged == 0 ? Map.of() : Map.of("events in damaged chunks", damaged);
    }

    @Override
    public void close() {
        Hdf5Format.close(file);
    }
}
