package org.spikelink.connectors.recordings.events.aedat2;

import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Layout.Chip;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;
import org.spikelink.core.error.Printable;

/** The chip of an AEDAT 2.0 file: from its header or the user's options, otherwise from its addresses. */
final class Aedat2Chip {
    private static final int MAX_ADDRESSES = 4096;

    private Aedat2Chip() {}

    static Chip of(RecordingSource source, Aedat2Header header, OpenOptions options) {
        if (header.chip().isPresent()) {
            Chip chip = header.chip().get();
            checkLayout(source, options, chip.layout(), "the file's chip");
            return new Chip(chip.layout(), larger(chip.size(), stated(options)));
        }
        Optional<Chip> sensor = options.sensor().flatMap(Aedat2Layout::chip);
        if (sensor.isPresent()) {
            checkLayout(
                    source, options, sensor.get().layout(), "--sensor " + options.sensor().get());
            return sensor.get();
        }
        Optional<SensorSize> size = stated(options);
        if (options.sensor().isPresent() && size.isEmpty()) {
            throw source.error(
                    "--sensor must be a chip, DVS128 or DAVIS346B for example, or WxH (got %s)"
                            .formatted(options.sensor().get()));
        }
        return new Chip(layout(source, options), size);
    }

    private static Optional<SensorSize> stated(OpenOptions options) {
        return options.sensor()
                .flatMap(
                        s ->
                                SensorSize.parse(s)
                                        .or(() -> Aedat2Layout.chip(s).flatMap(Chip::size)));
    }

    /**
     * The size in the header, or a larger one that the user states: simulators write a chip of the layout whatever size they
     * simulate.
     */
    private static Optional<SensorSize> larger(
            Optional<SensorSize> header, Optional<SensorSize> stated) {
        boolean isLarger =
                stated.isPresent()
                        && stated.get().width() >= header.get().width()
                        && stated.get().height() >= header.get().height();
        return isLarger ? stated : header;
    }

    /** What the user states of the layout must be what is known. The size is checked for all formats alike. */
    private static void checkLayout(
            RecordingSource source, OpenOptions options, Aedat2Layout known, String by) {
        Optional<String> sensor =
                options.sensor()
                        .filter(
                                s ->
                                        Aedat2Layout.chip(s)
                                                .filter(c -> c.layout() != known)
                                                .isPresent());
        Optional<String> layout = options.layout().filter(l -> !l.equalsIgnoreCase(known.name()));
        sensor.map(s -> "--sensor " + s)
                .or(() -> layout.map(l -> "--layout " + l))
                .ifPresent(
                        wrong -> {
                            throw source.error(
                                    "%s contradicts %s, which has the layout %s"
                                            .formatted(
                                                    Printable.of(wrong),
                                                    by,
                                                    known.name().toLowerCase(Locale.ROOT)));
                        });
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
