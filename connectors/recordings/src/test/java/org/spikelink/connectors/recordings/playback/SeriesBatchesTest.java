package org.spikelink.connectors.recordings.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

final class SeriesBatchesTest {

    @Test
    void aSeriesIsCutIntoBatchesOfAsManySamplesAsTheirTimeHolds() {
        List<SensorBatch> batches = cut(5, 2, new PlayOptions(7, 250, 100));
        assertThat(batches).extracting(SensorBatch::startUs).containsExactly(0L, 200L, 400L);
        assertThat(batches).extracting(SensorBatch::untilUs).containsExactly(200L, 400L, 500L);
        assertThat(batches).extracting(SensorBatch::sequence).containsExactly(0L, 1L, 2L);
        assertThat(batches).extracting(SensorBatch::end).containsExactly(false, false, true);
        assertThat(batches).allMatch(b -> b.session() == 7 && b.stream().equals("s"));
        assertThat(((Samples) batches.get(1).payload()).values()).containsExactly(4, 5, 6, 7);
    }

    @Test
    void aBatchHoldsOneSampleAtLeastAndFitsARecord() {
        assertThat(cut(3, 2, new PlayOptions(0, 1, 100))).hasSize(3);
        int channels = SeriesBatches.MAX_VALUES / 2;
        assertThat(cut(5, channels, new PlayOptions(0, 1_000_000, 100))).hasSize(3);
    }

    private static List<SensorBatch> cut(int steps, int channels, PlayOptions options) {
        float[] values = new float[steps * channels];
        for (int n = 0; n < values.length; n++) {
            values[n] = n;
        }
        Series series = new Series("", Optional.empty(), new int[0], channels, values);
        List<SensorBatch> batches = new ArrayList<>();
        new SeriesRecording(Path.of("f"), "s", Optional.empty(), series)
                .batches(options)
                .forEachRemaining(batches::add);
        return batches;
    }
}
