package org.spikelink.connectors.recordings.events.aedat2;

import java.util.Optional;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Layout.Chip;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;

/** The chip of an AEDAT 2.0 file: from its header or the user's options, otherwise from its addresses. */
final class Aedat2Chip {
    private static final int MAX_ADDRESSES = 4096;

    private Aedat2Chip() {}

    static Chip of(RecordingSource source, Aedat2Header header, OpenOptions options) {
        if (header.chip().isPresent()) {
            return header.chip().get();
        }
        Optional<Chip> sensor = options.sensor().flatMap(Aedat2Layout::chip);
        if (sensor.isPresent()) {
            return sensor.get();
        }
        Optional<SensorSize> size = options.sensor().flatMap(SensorSize::parse);
        if (options.sensor().isPresent() && size.isEmpty()) {
            throw source.error(
                    "--sensor must be a chip, DVS128 or DAVIS346B for example, or WxH (got %s)"
                            .formatted(options.sensor().get()));
        }
        return new Chip(layout(source, options), size);
    }

    private static Aedat2Layout layout(RecordingSource source, OpenOptions options) {
        Optional<String> stated = options.layout();
        return stated.map(
                        name ->
                                Aedat2Layout.named(name)
                                        .orElseThrow(
                                                () ->
                                                        source.error(
                                                                "the layout of AEDAT 2.0 must be"
                                                                        + " dvs128, davis or ams (got "
                                                                        + name
                                                                        + ")")))
                .orElseGet(() -> byAddresses(source));
    }

    /** A DVS128 leaves bits 16-31 empty. If none is set, the addresses fit other chips too. */
    private static Aedat2Layout byAddresses(RecordingSource source) {
        RecordingBytes bytes = source.bytes();
        int addresses = Math.min(MAX_ADDRESSES, bytes.entries(Aedat2Decoder.BYTES_PER_EVENT));
        for (int n = 0; n < addresses; n++) {
            int at = bytes.position() + n * Aedat2Decoder.BYTES_PER_EVENT;
            int address = (int) WordView.BE32.get(bytes.array(), at);
            if ((address & Aedat2Layout.DVS128.unused) != 0) {
                return Aedat2Layout.DAVIS;
            }
        }
        if (addresses > 0) {
            throw source.error(
                    "the header has no line # AEChip, and the addresses do not identify the chip;"
                            + " state it with --sensor, DVS128 or DAVIS346B for example");
        }
        return Aedat2Layout.DVS128;
    }
}
