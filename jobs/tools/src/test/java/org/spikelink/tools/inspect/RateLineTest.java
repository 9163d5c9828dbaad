package org.spikelink.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.events.EventChunk;

final class RateLineTest {
    @Test
    void blocksAreAsHighAsTheRateAndAnyEventIsSeen() {
        RateLine line = new RateLine(4, 1_000, 1_399);
        EventChunk chunk = new EventChunk();
        for (int n = 0; n < 80; n++) {
            chunk.add(1_000 + n, 0, 0, true);
        }
        chunk.add(1_150, 0, 0, true);
        for (int n = 0; n < 40; n++) {
            chunk.add(1_300 + n, 0, 0, false);
        }
        line.add(chunk);

        assertThat(line).hasToString("\u2588\u2581 \u2584 up to 800.0 k events/s");
    }

    @Test
    void timesOutsideGoToTheEnds() {
        RateLine line = new RateLine(72, 5, 5);
        EventChunk chunk = new EventChunk();
        chunk.add(5, 0, 0, true);
        chunk.add(4, 0, 0, true);
        line.add(chunk);

        assertThat(line).hasToString("\u2588 up to 2.0 M events/s");
    }
}
