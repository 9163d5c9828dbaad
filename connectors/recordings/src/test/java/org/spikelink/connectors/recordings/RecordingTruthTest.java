package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

class RecordingTruthTest {
    @Test
    void everyNmnistRecordingIsReadAsTheTruthSays() throws IOException {
        Path folder = SharedData.folder("nmnist");
        List<String[]> truth = SharedData.truth(folder);
        assertThat(truth).hasSize(905);
        for (String[] line : truth) {
            assertThat(RecordingStatistics.of(folder.resolve(line[0])).toTsv())
                    .as(line[0])
                    .isEqualTo(line[1]);
        }
    }

    static Stream<Arguments> recordings() throws IOException {
        List<Arguments> recordings = new ArrayList<>();
        for (String name : List.of("recordings", "field-recordings")) {
            Path folder = SharedData.folder(name);
            for (String[] line : SharedData.truth(folder)) {
                recordings.add(Arguments.of(folder.resolve(line[0]), line[1]));
            }
        }
        return recordings.stream();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void everyRecordingIsReadAsTheTruthSays(Path file, String truth) {
        assertThat(RecordingStatistics.of(file).toTsv()).isEqualTo(truth);
    }

    @Test
    void aDvs128HeaderStatesTheSensorSize() {
        Path path = SharedData.folder("recordings").resolve("dvs128-caixa.aedat");
        try (EventDecoder decoder = Recordings.open(path)) {
            assertThat(decoder.sensorSize()).isEqualTo(Optional.of(new SensorSize(128, 128)));
        }
    }
}
