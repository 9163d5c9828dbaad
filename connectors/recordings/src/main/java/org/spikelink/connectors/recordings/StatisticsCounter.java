package org.spikelink.connectors.recordings;

import java.util.OptionalLong;
import org.spikelink.connectors.recordings.events.EventChunk;

/** Counts {@link RecordingStatistics} chunk by chunk. */
final class StatisticsCounter {
    private long events;
    private long on;
    private long sumX;
    private long sumY;
    private long sumDtUs;
    private long firstTUs;
    private long lastTUs;
    private long backwardSteps;

    void add(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            add(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i));
        }
    }

    private void add(long tUs, int x, int y, boolean isOn) {
        if (events == 0) {
            firstTUs = tUs;
        } else if (tUs < lastTUs) {
            backwardSteps++;
        }
        lastTUs = tUs;
        events++;
        on += isOn ? 1 : 0;
        sumX += x;
        sumY += y;
        sumDtUs += tUs - firstTUs;
    }

    RecordingStatistics statistics() {
        OptionalLong first = events == 0 ? OptionalLong.empty() : OptionalLong.of(firstTUs);
        OptionalLong last = events == 0 ? OptionalLong.empty() : OptionalLong.of(lastTUs);
        return new RecordingStatistics(events, on, sumX, sumY, sumDtUs, first, last, backwardSteps);
    }
}
