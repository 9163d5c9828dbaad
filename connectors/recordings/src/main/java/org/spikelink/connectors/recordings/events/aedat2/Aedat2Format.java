package org.spikelink.connectors.recordings.events.aedat2;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
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

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return new Aedat2Decoder(source, options);
    }
}
