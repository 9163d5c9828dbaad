package org.spikelink.connectors.recordings.events.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.numpy.NpyType;

/**
 * One recording of SHD or SSC: {@code spikes/times[n]} in seconds and {@code spikes/units[n]}. A unit is a column of a
 * sensor with one row; spikes are ON.
 */
final class SpikeTrains implements EventDecoder {
    private static final int UNITS = 700;
    private static final int MAX_TRAINS = 1 << 20;
    private static final double MOST = 1e9;

    private final RecordingSource source;
    private final SensorSize size;
    private final int index;
    private final Numbers times;
    private final Numbers units;
    private int next;

    private SpikeTrains(
            RecordingSource source, SensorSize size, int index, Numbers times, Numbers units) {
        this.source = source;
        this.size = size;
        this.index = index;
        this.times = times;
        this.units = units;
    }

    static SpikeTrains open(HdfFile file, RecordingSource source, OpenOptions options) {
        if (options.lenient()) {
            file.close();
            throw source.error(
                    "--lenient cannot be used with spike trains: a train is one list, which is whole or damaged");
        }
        try (file) {
            int count = count(file, "spikes/times");
            if (count(file, "spikes/units") != count) {
                throw source.error(
                        "spikes/times and spikes/units must have the same length (got %d and %d)"
                                .formatted(count, count(file, "spikes/units")));
            }
            if (options.streamIndex().isEmpty() && count != 1) {
                throw source.error(
                        "the file holds %d recordings; choose one with --stream-index 0 to %d"
                                .formatted(count, count - 1));
            }
            int index = options.streamIndex().orElse(0);
            if (index < 0 || index >= count) {
                throw source.error(
                        "--stream-index must be from 0 to %d (got %d)".formatted(count - 1, index));
            }
            Numbers t = Numbers.of(lists(file, "spikes/times"), index);
            Numbers x = Numbers.of(lists(file, "spikes/units"), index);
            if (t.count() != x.count()) {
                throw source.error(
                        "recording %d must have as many times as units (got %d and %d)"
                                .formatted(index, t.count(), x.count()));
            }
            return new SpikeTrains(source, size(options), index, t, x);
        }
    }

    private static SensorSize size(OpenOptions options) {
        return options.sensor()
                .flatMap(SensorSize::parse)
                .filter(size -> size.height() == 1)
                .orElse(new SensorSize(UNITS, 1));
    }

    private static HdfLists lists(HdfFile file, String path) {
        return new HdfLists(file.getDatasetByPath(path), file.getHdfBackingStorage());
    }

    /** Number of spike trains in a file. */
    static int count(HdfFile file) {
        return count(file, "spikes/times");
    }

    private static int count(HdfFile file, String path) {
        long count = lists(file, path).count();
        if (count > MAX_TRAINS) {
            throw new IllegalArgumentException(
                    "%s must have at most 2^20 lists (got %d)".formatted(path, count));
        }
        return (int) count;
    }

    /**
     * The numbers of a list.
     *
     * @param bytes of them, as they are in the file
     */
    private record Numbers(NpyType type, ByteBuffer bytes) {

        static Numbers of(HdfLists lists, int index) {
            DataType given = lists.valueType();
            boolean isFloat = given instanceof FloatingPoint && given.getSize() > 1;
            int size = given.getSize();
            boolean isKnown = isFloat || given instanceof FixedPoint;
            if (!isKnown || Integer.bitCount(size) != 1 || size > Long.BYTES) {
                throw new IllegalArgumentException(
                        "spike trains must hold numbers of 1, 2, 4 or 8 bytes (got %d)"
                                .formatted(size));
            }
            char kind = isFloat ? 'f' : ((FixedPoint) given).isSigned() ? 'i' : 'u';
            NpyType type = new NpyType(kind, size, ((OrderedDataType) given).getByteOrder());
            return new Numbers(type, lists.bytes(index).order(type.order()));
        }

        int count() {
            return bytes.remaining() / type.bytes();
        }

        double get(int n) {
            int at = bytes.position() + n * type.bytes();
            return type.isFloating() && type.bytes() == Short.BYTES
                    ? FloatingPoint.toFloat(bytes.getShort(at))
                    : type.get(bytes, at);
        }
    }

    static List<String> labels(HdfFile file) {
        Dataset labels = file.getDatasetByPath("labels");
        boolean areTexts =
                labels.getDataType() instanceof VariableLength list
                        && list.isVariableLengthString();
        return areTexts ? texts(file) : numbers(file, HdfColumn.of(labels));
    }

    private static List<String> texts(HdfFile file) {
        HdfLists labels = lists(file, "labels");
        checkLabels(labels.count(), file);
        List<String> all = new ArrayList<>();
        for (int n = 0; n < labels.count(); n++) {
            all.add(UTF_8.decode(labels.bytes(n)).toString());
        }
        return all;
    }

    private static List<String> numbers(HdfFile file, HdfColumn labels) {
        checkLabels(labels.count(), file);
        Map<Long, String> names = new HashMap<>();
        List<String> all = new ArrayList<>();
        for (int n = 0; n < labels.count(); n++) {
            labels.open(n, labels.count());
            all.add(names.computeIfAbsent(labels.get(n), String::valueOf));
        }
        return all;
    }

    private static void checkLabels(long count, HdfFile file) {
        if (count != count(file)) {
            throw new IllegalArgumentException(
                    "labels must hold one label a recording (got %d for %d)"
                            .formatted(count, count(file)));
        }
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.of(size);
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        for (; next < times.count() && chunk.room() > 0; next++) {
            int unit = (int) number("units", units.get(next));
            if (unit < 0 || unit >= size.width()) {
                throw new RecordingException(
                        source.file(),
                        "units must be from 0 to %d (got %d); state another number with --sensor Nx1"
                                .formatted(size.width() - 1, unit));
            }
            chunk.add((long) Math.rint(number("times", times.get(next)) * 1e6), unit, 0, true);
        }
        return chunk.count() > 0;
    }

    private double number(String what, double number) {
        if (!Double.isFinite(number) || Math.abs(number) > MOST) {
            throw source.error(
                    "spikes/%s must hold numbers up to 1e9 (got %s in recording %d)"
                            .formatted(what, number, index));
        }
        return number;
    }

    @Override
    public void close() {
        // the file is closed when the train has been read
    }
}
