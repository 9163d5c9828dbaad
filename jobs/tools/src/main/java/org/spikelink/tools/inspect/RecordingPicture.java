package org.spikelink.tools.inspect;

import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;

/** A small text picture of a recording: what the sensor saw in two halves of the time, and the event rate over it. */
public final class RecordingPicture {
    private static final int SLICES = 2;
    private static final int COLUMNS = 72;
    private static final int MOST_EVENTS = 1_000_000;

    private RecordingPicture() {}

    /**
     * The picture; empty for a recording without events, or whose coordinates cannot be turned into ours.
     *
     * @param facts of the same recording
     */
    public static String of(RecordingFacts facts, OpenOptions options) {
        if (facts.statistics().events() == 0 || facts.asStored()) {
            return "";
        }
        String picture;
        try (EventDecoder events = Recordings.open(facts.path(), options)) {
            picture = EventPicture.of(events, MOST_EVENTS, SLICES);
        }
        return picture + System.lineSeparator() + rates(facts, options);
    }

    private static RateLine rates(RecordingFacts facts, OpenOptions options) {
        try (EventDecoder events = Recordings.open(facts.path(), options)) {
            long firstUs = facts.statistics().firstTUs().orElseThrow();
            long lastUs = facts.statistics().lastTUs().orElseThrow();
            RateLine line =
                    new RateLine(COLUMNS, Math.min(firstUs, lastUs), Math.max(firstUs, lastUs));
            EventChunk chunk = new EventChunk();
            while (events.read(chunk)) {
                line.add(chunk);
            }
            return line;
        }
    }
}
