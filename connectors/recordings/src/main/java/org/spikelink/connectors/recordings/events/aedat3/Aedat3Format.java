package org.spikelink.connectors.recordings.events.aedat3;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** AEDAT 3.1, as written by cAER and used in the DVS128 Gesture data set. */
public final class Aedat3Format implements EventFormat {
    @Override
    public String id() {
        return "aedat3";
    }

    @Override
    public String title() {
        return "AEDAT 3.1";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".aedat");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("#!AER-DAT3");
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return new Aedat3Decoder(source.bytes(), options.lenient());
    }
}
