package org.spikelink.connectors.recordings.events.aedat4;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** AEDAT 4, as DV writes it. */
public final class Aedat4Format implements EventFormat {
    @Override
    public String id() {
        return "aedat4";
    }

    @Override
    public String title() {
        return "AEDAT 4";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".aedat4");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("#!AER-DAT4");
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return new Aedat4Decoder(source.bytes(), options);
    }
}
