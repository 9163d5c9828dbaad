package org.spikelink.connectors.recordings.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.SharedData;

/** Real files; sums as NumPy computes them. */
final class RealSeriesTest {

    @Test
    void theEcgIsLabelledSampleBySample() {
        List<Series> rows = SeriesFiles.read(SharedData.folder("ecg-qtdb").resolve("train.npz"));
        assertThat(rows).hasSize(618);
        Sums sums = new Sums(0, 0, 0);
        int[] labels = new int[7];
        for (Series row : rows) {
            assertThat(row.steps()).isEqualTo(1301);
            sums = sums.plus(Sums.of(row));
            for (int label : row.stepLabels()) {
                labels[label + 1]++;
            }
        }
        assertThat(sums).isEqualTo(new Sums(248154, 368933, 158615228));
        assertThat(labels).containsExactly(65785, 100530, 49485, 46503, 35776, 242792, 263147);
    }

    @Test
    void tactileArraysAreChannelsByTime() {
        List<Series> series =
                SeriesFiles.read(SharedData.folder("tactile").resolve("ev-objects-train.zip"));
        assertThat(series).hasSize(576);
        Series first = series.get(0);
        assertThat(first.label()).contains("25");
        assertThat(first.channels()).isEqualTo(78);
        assertThat(first.steps()).isEqualTo(250);
        assertThat(Sums.of(first)).isEqualTo(new Sums(1687, 74269, 162167));
    }

    @Test
    void theArchivesTextFilesAreRead() {
        List<Recording> motions =
                RecordingFiles.find(
                                SharedData.folder("timeseries").resolve("BasicMotions_TRAIN.ts"))
                        .recordings();
        assertThat(motions).hasSize(40);
        assertThat(motions.get(39).name()).isEqualTo("BasicMotions_TRAIN.ts/39");
        assertThat(motions.get(39).label()).contains("Badminton");
        List<Series> vowels =
                SeriesFiles.read(
                        SharedData.folder("timeseries").resolve("JapaneseVowels_TRAIN.ts"));
        assertThat(vowels).hasSize(270).allMatch(s -> s.channels() == 12);
        assertThat(vowels.stream().mapToInt(Series::steps).min()).hasValue(7);
        assertThat(vowels.stream().mapToInt(Series::steps).max()).hasValue(26);
        assertThat(vowels.get(0).values()[12]).isCloseTo(1.891651f, within(0f));
    }

    /** Of whole values: all, each times its channel, each times its step. */
    private record Sums(long all, long byChannel, long byTime) {
        static Sums of(Series series) {
            long all = 0;
            long byChannel = 0;
            long byTime = 0;
            for (int n = 0; n < series.values().length; n++) {
                long value = (long) series.values()[n];
                all += value;
                byChannel += value * (n % series.channels());
                byTime += value * (n / series.channels());
            }
            return new Sums(all, byChannel, byTime);
        }

        Sums plus(Sums other) {
            return new Sums(all + other.all, byChannel + other.byChannel, byTime + other.byTime);
        }
    }
}
