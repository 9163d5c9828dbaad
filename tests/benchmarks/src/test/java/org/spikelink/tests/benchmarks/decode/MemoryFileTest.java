package org.spikelink.tests.benchmarks.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;

class MemoryFileTest {
    private static final int COMPARED = 100_000;

    @Test
    void withoutRealFilesAllFormatsHoldTheSameEvents() throws IOException {
        List<MemoryFile> files = MemoryFile.all(Path.of("no-such-folder"));
        List<String> expected = firstEvents(files.get(0));
        assertThat(expected).hasSize(COMPARED);
        for (MemoryFile file : files.subList(1, files.size() - 1)) {
            assertThat(firstEvents(file)).as(file.name()).isEqualTo(expected);
        }
        assertThat(firstEvents(files.get(files.size() - 1))).hasSize(COMPARED); // N-MNIST is small
    }

    private static List<String> firstEvents(MemoryFile file) {
        List<String> events = new ArrayList<>();
        EventChunk chunk = new EventChunk();
        try (EventDecoder decoder = file.open()) {
            while (events.size() < COMPARED && decoder.read(chunk)) {
                for (int i = 0; i < chunk.count() && events.size() < COMPARED; i++) {
                    events.add(
                            "%d %d %d %b"
                                    .formatted(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i)));
                }
            }
        }
        return events;
    }
}
