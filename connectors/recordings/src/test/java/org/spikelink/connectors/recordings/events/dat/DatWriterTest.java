package org.spikelink.connectors.recordings.events.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class DatWriterTest {
    private static final long SEED = 3;
    private static final SensorSize SIZE = new SensorSize(640, 16_384);

    @TempDir Path folder;

    /** Events {µs, x, y, on} as if they had been read. */
    private record Events(List<long[]> events) implements EventDecoder {
        @Override
        public boolean read(EventChunk chunk) {
            chunk.clear();
            while (chunk.room() > 0 && !events.isEmpty()) {
                long[] e = events.remove(0);
                chunk.add(e[0], (int) e[1], (int) e[2], e[3] != 0);
            }
            return chunk.count() > 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void whatIsWrittenIsReadBackEventForEvent() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<long[]> events = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            events.add(
                    new long[] {
                        200_000L * i, random.nextInt(640), random.nextInt(16_384), random.nextInt(2)
                    });
        }
        Path file = folder.resolve("a.dat");

        DatWriter.write(file, SIZE, new Events(new ArrayList<>(events)));

        List<long[]> read = new ArrayList<>();
        try (EventDecoder decoder = Recordings.open(file)) {
            assertThat(decoder.sensorSize()).contains(SIZE);
            EventChunk chunk = new EventChunk();
            while (decoder.read(chunk)) {
                for (int i = 0; i < chunk.count(); i++) {
                    read.add(
                            new long[] {chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i) ? 1 : 0});
                }
            }
        }
        assertThat(read.toArray(new long[0][]))
                .as("seed %d", SEED)
                .isDeepEqualTo(events.toArray(new long[0][]));
    }

    @Test
    void anEventThatDoesNotFitLeavesNoFileBehind() throws Exception {
        Path file = folder.resolve("a.dat");
        List<long[]> late = new ArrayList<>(List.of(new long[] {1L << 32, 0, 0, 1}));

        assertThatThrownBy(() -> DatWriter.write(file, SIZE, new Events(late)))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": time must be from 0 to 4294967295 (got 4294967296)");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("none/a.dat");

        assertThatThrownBy(() -> DatWriter.write(file, SIZE, new Events(new ArrayList<>())))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(file + ": cannot be written: ");
    }
}
