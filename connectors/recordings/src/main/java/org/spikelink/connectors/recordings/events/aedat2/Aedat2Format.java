package org.spikelink.connectors.recordings.events.aedat2;

import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** AEDAT 2.0, as jAER writes it. */
public final class Aedat2Format implements EventFormat {
    @Override
    public String id() {
        return "aedat2";
    }

    @Override
    public String title() {
        return "AEDAT 2.0";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".aedat");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("#!AER-DAT2");
    }

    /** The size of a chip by the name of its class in jAER, DVS128 for example; empty if it is unknown. */
    public static Optional<SensorSize> sizeOf(String chip) {
        return Aedat2Layout.chip(chip).flatMap(Aedat2Layout.Chip::size);
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return new Aedat2Decoder(source, options);
    }
}
