package org.spikelink.connectors.recordings.events.rosdb;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.ros.RosEvents;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Bags of ROS 2 in an SQLite file. */
public final class RosDbFormat implements EventFormat {
    @Override
    public String id() {
        return "rosdb";
    }

    @Override
    public String title() {
        return "ROS 2 bag (SQLite)";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".db3");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("SQLite format 3");
    }

    @Override
    public boolean needsFile() {
        return true;
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return RosEvents.open(new DbMessages(source, options), options);
    }
}
