package org.spikelink.connectors.recordings.events.mcap;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.ros.RosEvents;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** MCAP files with ROS messages. */
public final class McapFormat implements EventFormat {
    @Override
    public String id() {
        return "mcap";
    }

    @Override
    public String title() {
        return "MCAP";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".mcap");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("\u0089MCAP0\r\n");
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return RosEvents.open(new McapMessages(source.bytes(), options.lenient()), options);
    }
}
