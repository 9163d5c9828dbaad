package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class RecordingWritersTest {
    private static final int SEEDS = 25;

    @TempDir Path folder;

    private static EventSource source(List<Event> events, SensorSize size) {
        return () -> {
            Iterator<Event> next = events.iterator();
            return new EventDecoder() {
                @Override
                public Optional<SensorSize> sensorSize() {
                    return Optional.of(size);
                }

                @Override
                public boolean read(EventChunk chunk) {
                    chunk.clear();
                    while (chunk.room() > 0 && next.hasNext()) {
                        Event e = next.next();
                        chunk.add(e.tUs(), e.x(), e.y(), e.on());
                    }
                    return chunk.count() > 0;
                }

                @Override
                public void close() {}
            };
        };
    }

    /** Runs of equal times, small steps back, pauses, and every pixel up to the last. */
    private static List<Event> draw(
            SplittableRandom random, long lastUs, int lastPixel, long dropUs) {
        List<Event> events = new ArrayList<>();
        int count = random.nextInt(1, 3000);
        long t = random.nextLong(lastUs);
        for (int n = 0; n < count; n++) {
            switch (random.nextInt(40)) {
                case 0 -> t += random.nextLong(lastUs / 4);
                case 1 -> t -= random.nextLong(dropUs + 1);
                case 2, 3, 4, 5 -> t += random.nextInt(10_000);
                default -> t += random.nextInt(3);
            }
            t = Math.max(0, t > lastUs ? lastUs - random.nextLong(Math.min(lastUs, dropUs)) : t);
            if (n > 0 && events.get(n - 1).tUs() - t > dropUs) {
                t = events.get(n - 1).tUs() - dropUs;
            }
            int x = random.nextInt(8) == 0 ? lastPixel : random.nextInt(lastPixel + 1);
            int y =
                    random.nextInt(4) == 0
                            ? random.nextInt(lastPixel + 1)
                            : n / 7 % (lastPixel + 1);
            events.add(new Event(t, x, y, random.nextBoolean()));
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({
        "evt2, a.raw, 17179869183, 2047, 4294967296",
        "evt3, a.raw, 68719476735, 2047, 4194304",
        "aedat4, a.aedat4, 1000000000000000000, 32767, 1000000000000",
        "dat, a.dat, 4294967295, 16383, 2147483648",
        "csv, a.csv, 900000000000000000, 99998, 1000000000000",
        "npz, a.npz, 1000000000000000000, 99998, 1000000000000",
        "hdf5, a.h5, 400000000, 65535, 1000000"
    })
    void whatIsWrittenIsReadBackEventForEvent(
            String id, String name, long lastUs, int lastPixel, long dropUs) {
        EventWriter writer = RecordingWriters.of(Path.of(name), Optional.of(id));
        Path file = folder.resolve(name);
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long last = seed % 3 == 0 ? lastUs : Math.min(lastUs, 100_000_000);
            List<Event> events = draw(random, last, lastPixel, Math.min(dropUs, last));
            SensorSize size = new SensorSize(lastPixel + 1, lastPixel + 1);
            EventSource source = source(events, size);
            RecordingWriters.write(file, writer, source, EventExtent.of(source));
            try (EventDecoder decoder = Recordings.open(file)) {
                assertThat(decoder.sensorSize()).as("seed %d", seed).contains(size);
                assertThat(TestFiles.events(decoder)).as("seed %d", seed).isEqualTo(events);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "evt2, 17179869184, 0, 0",
        "evt2, 0, 2048, 0",
        "evt3, 68719476736, 0, 0",
        "evt3, 0, 0, 2048",
        "evt3, 5, -1, 0",
        "dat, 4294967296, 0, 0",
        "dat, -1, 0, 0",
        "dat, 0, 16384, 0",
        "aedat4, 0, 32768, 0",
        "hdf5, 0, 0, 65536"
    })
    void whatAFormatCannotHoldIsRejectedBeforeAnythingIsWritten(String id, long t, int x, int y) {
        EventSource source =
                source(
                        List.of(new Event(3, 1, 1, true), new Event(t, x, y, true)),
                        new SensorSize(2, 2));
        EventExtent extent = EventExtent.of(source);
        Path file = folder.resolve("a");
        EventWriter writer = RecordingWriters.of(file, Optional.of(id));
        assertThatThrownBy(() -> RecordingWriters.write(file, writer, source, extent))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(" holds ")
                .hasMessageContaining("(got ");
        assertThat(file).doesNotExist();
    }

    @Test
    void stepsBackThatWouldBeReadAsWrapsAreRejected() {
        EventSource source =
                source(
                        List.of(new Event(9_000_000, 1, 1, true), new Event(0, 1, 1, true)),
                        new SensorSize(2, 2));
        EventExtent extent = EventExtent.of(source);
        Path file = folder.resolve("a.raw");
        EventWriter evt3 = RecordingWriters.of(file, Optional.of("evt3"));
        assertThatThrownBy(() -> RecordingWriters.write(file, evt3, source, extent))
                .hasMessageEndingWith(
                        "EVT 3.0 holds steps back in time of at most 4194304 us (got 9000000)");
    }

    @Test
    void aSuffixOfSeveralFormatsNeedsOneStated() {
        assertThatThrownBy(() -> RecordingWriters.of(Path.of("a.raw"), Optional.empty()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("state it with --to");
        assertThat(RecordingWriters.of(Path.of("a.CSV"), Optional.empty()).id()).isEqualTo("csv");
    }

    @Test
    void realRecordingsKeepAllTheirEvents() {
        Path data = SharedData.folder("recordings");
        for (String name : List.of("evt3-1280x720.raw", "dvs128-caneca.aedat")) {
            EventSource source = () -> Recordings.open(data.resolve(name), OpenOptions.NONE);
            EventExtent extent = EventExtent.of(source);
            RecordingStatistics expected = statistics(source);
            for (String id : List.of("evt2", "evt3", "aedat4", "dat", "csv", "npz", "hdf5")) {
                Path file = folder.resolve("copy." + id.replaceAll("evt.", "raw"));
                EventWriter writer = RecordingWriters.of(file, Optional.of(id));
                RecordingWriters.write(file, writer, source, extent);
                assertThat(statistics(() -> Recordings.open(file)))
                        .as(name + " as " + id)
                        .isEqualTo(expected);
            }
        }
    }

    /** Java formats %d with the digits of the locale. */
    @ParameterizedTest
    @ValueSource(strings = {"evt2", "evt3", "aedat4", "dat", "csv", "npz"})
    void aLocaleWithOtherDigitsChangesNothing(String id) throws java.io.IOException {
        SensorSize size = new SensorSize(34, 34);
        EventSource source = source(List.of(new Event(7, 3, 33, true)), size);
        Path latin = folder.resolve("latin");
        Path arabic = folder.resolve("arabic");
        EventWriter writer = RecordingWriters.of(latin, Optional.of(id));
        RecordingWriters.write(latin, writer, source, EventExtent.of(source));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            RecordingWriters.write(arabic, writer, source, EventExtent.of(source));
        } finally {
            Locale.setDefault(before);
        }
        if (id.equals("npz")) { // a zip file holds the time
            try (EventDecoder decoder =
                    Recordings.open(Files.move(arabic, folder.resolve("arabic.npz")))) {
                assertThat(TestFiles.events(decoder)).hasSize(1);
            }
        } else {
            assertThat(arabic).hasSameBinaryContentAs(latin);
        }
    }

    private static RecordingStatistics statistics(EventSource source) {
        try (EventDecoder decoder = source.open()) {
            return RecordingStatistics.of(decoder);
        }
    }

    @Test
    void aPartIsCountedFromItsCorner() throws java.io.IOException {
        Path file =
                Files.writeString(folder.resolve("a.csv"), "t,x,y,p\n1,3,5,1\n2,4,6,0\n9,0,0,1\n");
        PartDecoder.Crop crop = new PartDecoder.Crop(3, 5, new SensorSize(2, 2));
        try (EventDecoder part =
                new PartDecoder(
                        new RangeDecoder(Recordings.open(file), new TimeRange(1, 9)), crop, 2)) {
            assertThat(TestFiles.events(part))
                    .containsExactly(new Event(1, 0, 0, true), new Event(2, 0, 0, false));
        }
    }
}
