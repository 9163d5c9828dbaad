package org.spikelink.connectors.recordings.events.rosbag;

import java.util.List;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventFormat;
import org.spikelink.connectors.recordings.events.FileHead;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.ros.RosEvents;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Bags of ROS 1. */
public final class RosBagFormat implements EventFormat {
    @Override
    public String id() {
        return "rosbag";
    }

    @Override
    public String title() {
        return "ROS 1 bag";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".bag");
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.startsWith("#ROSBAG V2.0");
    }

    @Override
    public EventDecoder open(RecordingSource source, OpenOptions options) {
        return RosEvents.open(new BagMessages(source.bytes(), options.lenient()), options);
    }
}
