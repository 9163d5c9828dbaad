package org.spikelink.connectors.recordings.events.aedat2;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.Clock32;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Layout.Chip;

/**
 * Addresses and times of AEDAT 2.0 that come without a file, a datagram at a time; x goes to the right, y down from the top,
 * and ON is 1. Use: {@link #begin}, {@link #add} for
 * each word, then {@link #end}, which adds the events to the chunk, or none of them.
 */
public final class Aedat2Words {
    private static final SensorSize DVS128_SIZE = new SensorSize(128, 128);

    private final Chip chip;
    private final SensorSize size;
    private final int width;
    private final int height;
    private final Clock32 clock = new Clock32();
    private long samples;
    private long specials;
    private int seen;
    private int outside;
    private int next;
    private int newSamples;
    private int newSpecials;

    /**
     * Words of the sensor that the options state.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Aedat2Words(OpenOptions options) {
        this.chip = chip(options);
        this.size = chip.size().orElseThrow();
        this.width = size.width();
        this.height = size.height();
    }

    private static Chip chip(OpenOptions options) {
        Optional<Chip> named = options.sensor().flatMap(Aedat2Layout::chip);
        if (named.isPresent()) {
            return named.get();
        }
        Optional<SensorSize> size = options.sensor().flatMap(SensorSize::parse);
        Optional<Aedat2Layout> layout = options.layout().flatMap(Aedat2Layout::named);
        if (layout.isEmpty() || size.isEmpty() != options.sensor().isEmpty()) {
            throw new IllegalArgumentException(
                    "the addresses do not identify the sensor; state it with --sensor, DVS128 or DAVIS346B for example, or"
                            + " with --layout dvs128 or davis (got --sensor %s, --layout %s)"
                                    .formatted(
                                            options.sensor().orElse("none"),
                                            options.layout().orElse("none")));
        }
        if (size.isEmpty() && layout.get() != Aedat2Layout.DVS128) {
            throw new IllegalArgumentException(
                    "the layout does not determine the sensor's size; state it with --sensor, 346x260 for example");
        }
        return new Chip(layout.get(), size.or(() -> Optional.of(DVS128_SIZE)));
    }

    /** Pixels of the sensor. */
    public SensorSize size() {
        return size;
    }

    /** Whether an address of 16 bits holds all that the sensor sends. */
    public boolean fitsTwoBytes() {
        return chip.layout() != Aedat2Layout.DAVIS;
    }

    /** Begins a datagram, whose events follow those of the chunk. */
    public void begin(EventChunk chunk) {
        next = chunk.count();
        seen = 0;
        outside = 0;
        newSamples = 0;
        newSpecials = 0;
    }

    /**
     * Writes the event of a word to the chunk, without counting it yet; there must be room.
     *
     * @param time the sensor's, unsigned, µs
     */
    public void add(EventChunk chunk, int address, int time) {
        Aedat2Layout layout = chip.layout();
        seen |= address;
        if ((address & layout.sample) != 0) {
            newSamples++;
        } else if ((address & layout.special) != 0) {
            newSpecials++;
        } else {
            int x = address >>> layout.xShift & layout.xMask;
            int y = layout.y(address);
            outside |= width - 1 - x | height - 1 - y;
            chunk.tUs()[next] = time;
            chunk.x()[next] = x;
            chunk.y()[next] = y;
            chunk.on()[next] = layout.isOn(address);
            next++;
        }
    }

    /** Ends a datagram; false, without any of its events, if one of its addresses is not one of the sensor. */
    public boolean end(EventChunk chunk) {
        if ((seen & chip.layout().unused) != 0 || outside < 0) {
            return false;
        }
        int events = next - chunk.count();
        clock.unwrap(chunk.tUs(), chunk.count(), events);
        chip.layout().orientation().apply(chunk, chunk.count(), next, size);
        chunk.grow(events);
        samples += newSamples;
        specials += newSpecials;
        return true;
    }

    /** The number of words so far that are not events of pixels, by kind. */
    public Map<String, Long> skipped() {
        Map<String, Long> skipped = new TreeMap<>();
        if (samples > 0) {
            skipped.put("frame and IMU samples", samples);
        }
        if (specials > 0) {
            skipped.put("special events", specials);
        }
        return skipped;
    }

    @Override
    public String toString() {
        return "%s of %dx%d".formatted(chip.layout(), width, height);
    }
}
