package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.VariableLength;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.io.RecordingSource;

/**
 * One recording of SHD or SSC: {@code spikes/times[n]} in seconds and {@code spikes/units[n]}. A unit is a column of a
 * sensor with one row; spikes are ON.
 */
final class SpikeTrains implements EventDecoder {
    private static final int UNITS = 700;
    private static final int MAX_TRAINS = 1 << 24;

    private final RecordingSource source;
    private final SensorSize size;
    private final double[] times;
    private final double[] units;
    private int next;

    private SpikeTrains(RecordingSource source, SensorSize size, double[] times, double[] units) {
        this.source = source;
        this.size = size;
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
            Dataset times = file.getDatasetByPath("spikes/times");
            Dataset units = file.getDatasetByPath("spikes/units");
            int count = count(times);
            if (count(units) != count) {
                throw source.error(
                        "spikes/times and spikes/units must have the same length (got %d and %d)"
                                .formatted(count, count(units)));
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
            double[] t = train(times, index, source);
            double[] x = train(units, index, source);
            if (t.length != x.length) {
                throw source.error(
                        "recording %d must have as many times as units (got %d and %d)"
                                .formatted(index, t.length, x.length));
            }
            return new SpikeTrains(source, size(options), t, x);
        }
    }

    private static SensorSize size(OpenOptions options) {
        return options.sensor()
                .flatMap(SensorSize::parse)
                .filter(size -> size.height() == 1)
                .orElse(new SensorSize(UNITS, 1));
    }

    static int count(Dataset trains) {
        long[] dimensions = trains.getDimensionsAsLong();
        boolean list = dimensions.length == 1 && trains.getDataType() instanceof VariableLength;
        if (!list || dimensions[0] > MAX_TRAINS) {
            throw new IllegalArgumentException(
                    trains.getPath() + " must be a list of at most 2^24 lists of numbers");
        }
        return (int) dimensions[0];
    }

    private static double[] train(Dataset trains, int index, RecordingSource source) {
        Object one = Array.get(trains.getData(new long[] {index}, new int[] {1}), 0);
        double[] numbers = new double[Array.getLength(one)];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = ((Number) Array.get(one, n)).doubleValue();
            if (!Double.isFinite(numbers[n]) || Math.abs(numbers[n]) > 1e9) {
                throw source.error(
                        "%s must hold numbers up to 1e9 (got %s in recording %d)"
                                .formatted(trains.getPath(), numbers[n], index));
            }
        }
        return numbers;
    }

    static List<String> labels(HdfFile file) {
        int count = count(file.getDatasetByPath("spikes/times"));
        Object data = file.getDatasetByPath("labels").getData();
        if (data == null || !data.getClass().isArray() || Array.getLength(data) != count) {
            throw new IllegalArgumentException("labels must hold one number a recording");
        }
        List<String> labels = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            labels.add(String.valueOf(Array.get(data, n)));
        }
        return labels;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.of(size);
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        for (; next < times.length && chunk.room() > 0; next++) {
            int unit = (int) units[next];
            if (unit < 0 || unit >= size.width()) {
                throw new RecordingException(
                        source.file(),
                        "units must be from 0 to %d (got %d); state another number with --sensor Nx1"
                                .formatted(size.width() - 1, unit));
            }
            chunk.add(Math.round(times[next] * 1e6), unit, 0, true);
        }
        return chunk.count() > 0;
    }

    @Override
    public void close() {
        // the file is closed when the train has been read
    }
}
