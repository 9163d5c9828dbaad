package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dvs128-caixa.aedat",
                "dvs128-caneca.aedat",
                "header-128.aedat",
                "ncars-004397.dat"
            })
    void theRecordingIsReadAsTheTruthSays(String name) throws IOException {
        Path folder = SharedData.folder("recordings");
        String truth =
                SharedData.truth(folder).stream()
                        .filter(line -> line[0].equals(name))
                        .findFirst()
                        .orElseThrow()[1];
        assertThat(RecordingStatistics.of(folder.resolve(name)).toTsv()).isEqualTo(truth);
    }

    @Test
    void aDvs128HeaderStatesTheSensorSize() {
        Path path = SharedData.folder("recordings").resolve("dvs128-caixa.aedat");
        try (Decoder decoder = Recordings.open(path)) {
            assertThat(decoder.format()).isEqualTo(RecordingFormat.AEDAT2);
            assertThat(decoder.sensorSize()).isEqualTo(Optional.of(new SensorSize(128, 128)));
        }
    }
}
