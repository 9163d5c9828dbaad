package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.SharedFolder;

class InspectSeriesTest {
    @TempDir Path folder;

    @Test
    void inspectShowsShapeRangeAndLabelsOfASeriesFile() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("x.ts"),
                        "@classLabel true a b\n@data\n1,2,3:4,?,6:b\n-7:8:a\n9:0:b\n");
        Run run = Run.spikelink("inspect", file, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("series").intValue()).isEqualTo(3);
        assertThat(json.get("channels").intValue()).isEqualTo(2);
        assertThat(json.get("samples").intValue()).isEqualTo(5);
        assertThat(json.get("shortest").intValue()).isEqualTo(1);
        assertThat(json.get("longest").intValue()).isEqualTo(3);
        assertThat(json.get("smallest").intValue()).isEqualTo(-7);
        assertThat(json.get("largest").intValue()).isEqualTo(9);
        assertThat(json.get("missing").intValue()).isEqualTo(1);
        assertThat(json.get("labels").toString()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(Run.spikelink("inspect", file).out()).contains("-7.0 to 9.0", "{a=1, b=2}");
    }

    @Test
    void labelsOfSamplesAreCounted() throws Exception {
        Path file = SharedFolder.of("data/ecg-qtdb").resolve("train.npz");
        JsonNode json = new ObjectMapper().readTree(Run.spikelink("inspect", file, "--json").out());
        assertThat(json.get("labelled_samples").booleanValue()).isTrue();
        assertThat(json.get("labels").get("5").intValue()).isEqualTo(263147);
    }

    @Test
    void aBrokenFileIsReported() throws Exception {
        Path file = Files.writeString(folder.resolve("x.npz"), "no zip");
        Run run = Run.spikelink("inspect", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("x.npz: cannot be read").doesNotContain("\tat ");
    }
}
