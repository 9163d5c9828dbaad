package org.spikelink.connectors.recordings.events.aedat2;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.Clock32;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Layout.Chip;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Reads AEDAT 2.0. After the header, each event has eight bytes, most significant first: u32 address, u32 µs. The
 * meaning of an address depends on the chip ({@link Aedat2Layout}); an address that its layout does not allow is an
 * error.
 *
 * <p>{@code on} is the polarity bit as stored, which a DVS128 sets for OFF. Up to seven bytes after the last whole
 * event are skipped and counted, as in jAER: recordings whose writing was interrupted end like this. Filler (the same
 * value as address and as time) is read like other events.
 */
public final class Aedat2Decoder implements EventDecoder {
    static final int BYTES_PER_EVENT = 8;

    private final RecordingBytes bytes;
    private final Chip chip;
    private final boolean isNamed; // by the header
    private final int width;
    private final int height;
    private final Clock32 clock = new Clock32();
    private final boolean lenient;
    private long samples;
    private long specials;
    private long invalid;
    private long cutBytes;

    /**
     * Reads the header from the file's first byte, and closes the source when it is closed.
     *
     * @throws org.spikelink.connectors.recordings.io.RecordingException if the header violates the format, or the
     *     chip is unknown
     */
    public Aedat2Decoder(RecordingSource source, OpenOptions options) {
        this.bytes = source.bytes();
        this.lenient = options.lenient();
        Aedat2Header header = Aedat2Header.read(bytes);
        this.isNamed = header.chip().isPresent();
        this.chip = Aedat2Chip.of(source, header, options);
        this.width = chip.size().map(SensorSize::width).orElse(Integer.MAX_VALUE);
        this.height = chip.size().map(SensorSize::height).orElse(Integer.MAX_VALUE);
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return chip.size();
    }

    @Override
    public Orientation orientation() {
        return chip.layout().orientation();
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        int events = 1;
        while (chunk.room() > 0 && (events = bytes.entries(BYTES_PER_EVENT)) > 0) {
            decode(chunk, Math.min(events, chunk.room()));
        }
        if (events == 0) {
            cutBytes = bytes.buffered();
        }
        return chunk.count() > 0;
    }

    private void decode(EventChunk chunk, int events) {
        byte[] array = bytes.array();
        Aedat2Layout layout = chip.layout();
        int start = bytes.position();
        for (int at = start; at < start + events * BYTES_PER_EVENT; at += BYTES_PER_EVENT) {
            int address = (int) WordView.BE32.get(array, at);
            int time = (int) WordView.BE32.get(array, at + Integer.BYTES);
            long tUs = clock.unwrap(time);
            if ((address & layout.unused) != 0 && address != time) {
                skipInvalid(address, at);
            } else if ((address & layout.sample) != 0) {
                samples++;
            } else if ((address & layout.special) != 0) {
                specials++;
            } else {
                int x = address >>> layout.xShift & layout.xMask;
                int y = layout.y(address);
                if (x >= width || y >= height) {
                    skipInvalid(address, at);
                } else {
                    chunk.add(tUs, x, y, layout.isOn(address));
                }
            }
        }
        bytes.skip(events * BYTES_PER_EVENT);
    }

    /** Counts an address that the chip does not have, or throws its error unless damage is skipped. */
    private void skipInvalid(int address, int at) {
        if (!lenient) {
            throw contradiction(address, at);
        }
        invalid++;
    }

    private RuntimeException contradiction(int address, int at) {
        String size = chip.size().map(s -> " of " + s.width() + "x" + s.height()).orElse("");
        boolean isOutside = (address & chip.layout().unused) == 0;
        String remedy =
                isOutside
                        ? "; state a larger sensor with --sensor"
                        : isNamed ? "" : "; state the sensor with --sensor";
        return bytes.error(
                bytes.offset() + at - bytes.position(),
                "the address 0x%08X is not one of a %s%s%s"
                        .formatted(address, chip.layout(), size, remedy));
    }

    @Override
    public Map<String, Long> skipped() {
        Map<String, Long> skipped = new TreeMap<>();
        if (samples > 0) {
            skipped.put("frame and IMU samples", samples);
        }
        if (specials > 0) {
            skipped.put("special events", specials);
        }
        if (invalid > 0) {
            skipped.put("invalid events", invalid);
        }
        if (cutBytes > 0) {
            skipped.put("bytes of a cut event", cutBytes);
        }
        return skipped;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
