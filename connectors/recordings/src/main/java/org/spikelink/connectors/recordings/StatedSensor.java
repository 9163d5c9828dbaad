package org.spikelink.connectors.recordings;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Format;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.error.Printable;

/** The sensor that the user states: it must be what the file says, and is the size of a file that does not say it. */
final class StatedSensor implements EventDecoder {
    private final EventDecoder decoder;
    private final String file;
    private final SensorSize size;

    private StatedSensor(EventDecoder decoder, String file, SensorSize size) {
        this.decoder = decoder;
        this.file = file;
        this.size = size;
    }

    /**
     * The decoder, or one of the same events on the stated sensor if the file does not say its size.
     *
     * @throws RecordingException if the file says another size, or the option is neither a size nor a known chip; then
     *     the decoder is closed
     */
    static EventDecoder checked(EventDecoder decoder, String file, OpenOptions options) {
        if (options.sensor().isEmpty()) {
            return decoder;
        }
        String sensor = options.sensor().get();
        Optional<SensorSize> stated =
                SensorSize.parse(sensor).or(() -> Aedat2Format.sizeOf(sensor));
        Optional<SensorSize> known = decoder.sensorSize();
        if (stated.isPresent() && known.isEmpty()) {
            return new StatedSensor(decoder, file, stated.get());
        }
        if (stated.isEmpty() || !stated.equals(known)) {
            decoder.close();
            throw new RecordingException(file, rule(sensor, stated, known));
        }
        return decoder;
    }

    private static String rule(
            String sensor, Optional<SensorSize> stated, Optional<SensorSize> known) {
        return stated.isEmpty()
                ? "--sensor must be a chip, DVS128 or DAVIS346B for example, or WxH (got %s)"
                        .formatted(Printable.of(sensor))
                : "--sensor %s contradicts the file, which says that the sensor has %dx%d pixels"
                        .formatted(Printable.of(sensor), known.get().width(), known.get().height());
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.of(size);
    }

    @Override
    public Orientation orientation() {
        return decoder.orientation();
    }

    /** A wrong option is no damage: it is an error in any case. */
    @Override
    public boolean read(EventChunk chunk) {
        boolean more = decoder.read(chunk);
        int seen = 0; // negative if one of these numbers is
        for (int n = 0; n < chunk.count(); n++) {
            seen |= chunk.x(n) | size.width() - 1 - chunk.x(n);
            seen |= chunk.y(n) | size.height() - 1 - chunk.y(n);
        }
        if (seen < 0) {
            throw outside(chunk);
        }
        return more;
    }

    private RecordingException outside(EventChunk chunk) {
        int n = 0;
        while (isInside(chunk.x(n), size.width()) && isInside(chunk.y(n), size.height())) {
            n++;
        }
        return new RecordingException(
                file,
                "events must be on the sensor of %dx%d pixels that --sensor states (got x %d, y %d at %d us)"
                        .formatted(
                                size.width(), size.height(), chunk.x(n), chunk.y(n), chunk.tUs(n)));
    }

    private static boolean isInside(int coordinate, int pixels) {
        return coordinate >= 0 && coordinate < pixels;
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
