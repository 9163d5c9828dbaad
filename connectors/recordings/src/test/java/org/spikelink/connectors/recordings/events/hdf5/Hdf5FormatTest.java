package org.spikelink.connectors.recordings.events.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Files that h5py wrote, see {@code make.py} beside them. */
class Hdf5FormatTest {
    @TempDir Path folder;

    static Path file(String name) {
        return Path.of("src/test/resources/hdf5", name);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/hdf5/TRUTH.tsv", delimiter = '\t', numLinesToSkip = 1)
    void whatAnotherToolWroteIsReadAsItSays(
            String name,
            String events,
            String on,
            String x,
            String y,
            String dt,
            String first,
            String last,
            String backward) {
        String[] parts = name.split("#", 2);
        OpenOptions options =
                parts.length == 1
                        ? OpenOptions.NONE
                        : OpenOptions.NONE.withStreamIndex(Integer.parseInt(parts[1]));
        try (EventDecoder decoder = Recordings.open(file(parts[0]), options)) {
            assertThat(RecordingStatistics.of(decoder).toTsv())
                    .isEqualTo(String.join("\t", events, on, x, y, dt, first, last, backward));
        }
    }

    @Test
    void sizesAreThoseOfTheFileOrTheSet() {
        OpenOptions first = OpenOptions.NONE.withStreamIndex(0);
        try (EventDecoder ecf = Recordings.open(file("prophesee-ecf.h5"));
                EventDecoder shd = Recordings.open(file("shd.h5"), first)) {
            assertThat(ecf.sensorSize()).isEqualTo(Optional.of(new SensorSize(640, 480)));
            assertThat(shd.sensorSize()).isEqualTo(Optional.of(new SensorSize(700, 1)));
        }
    }

    @Test
    void eachSpikeTrainIsARecordingWithItsLabel() {
        RecordingFiles found = RecordingFiles.find(file("shd.h5"));
        assertThat(found.recordings())
                .extracting(r -> r.name() + " " + r.label().orElseThrow())
                .containsExactly("shd.h5/0 7", "shd.h5/1 0", "shd.h5/2 19");
        Recording last = found.recordings().get(2);
        try (EventDecoder decoder = ((RecordingFile) last).open()) {
            assertThat(RecordingStatistics.of(decoder).events()).isEqualTo(40);
        }
    }

    @Test
    void oneOfSeveralSpikeTrainsMustBeChosen() {
        assertThatThrownBy(() -> Recordings.open(file("shd.h5")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("holds 3 recordings; choose one with --stream-index 0 to 2");
        OpenOptions fourth = OpenOptions.NONE.withStreamIndex(3);
        assertThatThrownBy(() -> Recordings.open(file("shd.h5"), fourth))
                .hasMessageContaining("--stream-index must be from 0 to 2 (got 3)");
    }

    @Test
    void anotherFileIsRejectedByWhatItHolds() {
        Path other = folder.resolve("other.h5");
        try (WritableHdfFile file = HdfFile.write(other)) {
            file.putDataset("frames", new int[] {1, 2});
        }
        assertThatThrownBy(() -> Recordings.open(other))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "must hold spikes/times and spikes/units (SHD, SSC), events/x")
                .hasMessageContaining("(got [frames])");
    }

    @Test
    void damagedChunksAreSkippedAndCountedIfAskedButNotInSpikeTrains() throws IOException {
        byte[] bytes = Files.readAllBytes(file("dsec-deflate.h5"));
        long events = count(file("dsec-deflate.h5"), OpenOptions.NONE);
        OpenOptions lenient = OpenOptions.NONE.asLenient();
        Path damaged = folder.resolve("damaged.h5");
        for (int at = bytes.length / 2; at < bytes.length / 2 + 64; at++) {
            bytes[at] ^= 0x55;
        }
        Files.write(damaged, bytes);
        assertThatThrownBy(() -> count(damaged, OpenOptions.NONE))
                .isInstanceOf(RecordingException.class);
        try (EventDecoder decoder = Recordings.open(damaged, lenient)) {
            long left = RecordingStatistics.of(decoder).events();
            assertThat(left).isPositive();
            assertThat(decoder.skipped())
                    .isEqualTo(Map.of("events in damaged chunks", events - left));
        }
        assertThatThrownBy(() -> Recordings.open(file("shd.h5"), lenient.withStreamIndex(0)))
                .hasMessageContaining("--lenient cannot be used with spike trains");
    }

    private static long count(Path path, OpenOptions options) {
        try (EventDecoder decoder = Recordings.open(path, options)) {
            return RecordingStatistics.of(decoder).events();
        }
    }

    @Test
    void columnsMustHaveOneLength() {
        Path file = folder.resolve("short.h5");
        try (WritableHdfFile out = HdfFile.write(file)) {
            var events = out.putGroup("events");
            events.putDataset("x", new int[] {1, 2});
            events.putDataset("y", new int[] {1, 2});
            events.putDataset("t", new long[] {1, 2});
            events.putDataset("p", new byte[] {1});
        }
        assertThatThrownBy(() -> Recordings.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("must have the same length (got 2, 2, 2 and 1)");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"shd.h5", "dsec-deflate.h5", "dsec-blosc.h5", "prophesee-ecf.h5"})
    void aBrokenFileIsAnErrorOfOneLineAndNothingElse(String name) throws IOException {
        byte[] whole = Files.readAllBytes(file(name));
        OpenOptions options = OpenOptions.NONE.withStreamIndex(2);
        Path broken = folder.resolve(name);
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = whole.clone();
            for (int n = random.nextInt(1, 30); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(broken, bytes);
            try (EventDecoder decoder = Recordings.open(broken, options)) {
                RecordingStatistics.of(decoder);
            } catch (RecordingException e) {
                assertThat(e.getMessage()).startsWith(broken.toString()).doesNotContain("\n");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
