package org.spikelink.connectors.recordings.events.dat;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Prophesee's DAT. */
public final class DatFormat implements EventFormat {
    @Override
    public String id() {
        return "dat";
    }

    @Override
    public String title() {
        return "Prophesee DAT";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".dat");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("% Data file containing");
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return new DatDecoder(source, options);
    }
}
