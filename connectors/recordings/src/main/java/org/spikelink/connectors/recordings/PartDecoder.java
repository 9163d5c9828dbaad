package org.spikelink.connectors.recordings;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/** The events of a part of the sensor, counted from its corner, with several pixels joined into one. */
public final class PartDecoder implements EventDecoder {
    private final EventDecoder decoder;
    private final Crop crop;
    private final int factor;

    /**
     * A part of the sensor.
     *
     * @param x first column
     * @param y first row
     * @param size columns and rows
     */
    public record Crop(int x, int y, SensorSize size) {
        /** The whole of any sensor. */
        public static final Crop NONE =
                new Crop(0, 0, new SensorSize(Integer.MAX_VALUE, Integer.MAX_VALUE));

        public Crop {
            if (x < 0 || y < 0) {
                throw new IllegalArgumentException(
                        "a crop must begin at 0 or above (got %d,%d)".formatted(x, y));
            }
        }
    }

    /**
     * Reads a part of a recording; closing it closes the other decoder.
     *
     * @param factor side of the square of pixels that become one, at least 1
     */
    public PartDecoder(EventDecoder decoder, Crop crop, int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException(
                    "downsample must be at least 1 (got " + factor + ")");
        }
        this.decoder = decoder;
        this.crop = crop;
        this.factor = factor;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return decoder.sensorSize()
                .map(
                        whole ->
                                new SensorSize(
                                        part(whole.width(), crop.x(), crop.size().width()),
                                        part(whole.height(), crop.y(), crop.size().height())));
    }

    private int part(int whole, int from, int size) {
        int pixels = Math.max(1, Math.min(whole - from, size));
        return (pixels - 1) / factor + 1;
    }

    @Override
    public boolean read(EventChunk chunk) {
        while (decoder.read(chunk)) {
            int count = chunk.count();
            chunk.clear();
            for (int n = 0; n < count; n++) {
                int x = chunk.x(n) - crop.x();
                int y = chunk.y(n) - crop.y();
                if (x >= 0 && x < crop.size().width() && y >= 0 && y < crop.size().height()) {
                    chunk.add(chunk.tUs(n), x / factor, y / factor, chunk.on(n)); // at or before n
                }
            }
            if (chunk.count() > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Map<String, Long> skipped() {
        return decoder.skipped();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
