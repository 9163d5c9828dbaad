package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.local.fixture.TinyModel;
import org.spikelink.tools.inspect.FileKind;

class InspectModelTest {
    @TempDir Path folder;

    @Test
    void theJsonHoldsTheDocumentAndWhatTheTensorsAre() throws Exception {
        Path file = TinyModel.write(folder, "tiny.safetensors");

        JsonNode json = new ObjectMapper().readTree(Run.spikelink("inspect", file, "--json").out());

        assertThat(json.get("name").asText()).isEqualTo("tiny");
        assertThat(json.get("sha256").asText()).isEqualTo(ModelFile.read(file).sha256());
        assertThat(json.get("bytes").longValue()).isEqualTo(Files.size(file));
        assertThat(json.get("parameters").longValue()).isEqualTo(50);
        assertThat(json.get("slicing").toString())
                .isEqualTo("{\"kind\":\"time\",\"bin_us\":10000,\"origin\":\"first_event\"}");
        JsonNode layer = json.get("layers").get(0);
        assertThat(layer.get("reset").asText()).isEqualTo("subtract");
        assertThat(layer.get("threshold").toString()).isEqualTo("{\"min\":0.25,\"max\":1.0}");
        assertThat(layer.get("tensors").get("weight_ih").toString()).isEqualTo("[8,4]");
        assertThat(json.get("decision").get("window_bins").intValue()).isEqualTo(30);
        assertThat(json.get("training").get("seed").intValue()).isEqualTo(3);
        assertThat(json.get("warnings").get(0).asText()).contains("1 of 2 neurons can never spike");
    }

    @Test
    void theTableShowsLayersAndWarnings() {
        Run run = Run.spikelink("inspect", TinyModel.write(folder, "tiny.safetensors"));

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("kind events, width 2", "kind time, bin_us 10000", "4 -> 2")
                .contains("0.25 to 1.0", "weight_hh [8, 2]", "warning: layers.0: 1 of 2 neurons");
    }

    @Test
    void aModelIsKnownByItsContentUnderAnyName() {
        assertThat(FileKind.of(TinyModel.write(folder, "model.bin"), OpenOptions.NONE))
                .isEqualTo(FileKind.MODEL);
    }

    @Test
    void aBrokenModelIsAnErrorOfOneLine() throws Exception {
        Path whole = TinyModel.write(folder, "tiny.safetensors");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut =
                Files.write(
                        folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, bytes.length - 4));
        Path empty = Files.write(folder.resolve("empty.safetensors"), new byte[0]);

        assertThat(failure(cut)).contains(cut.toString(), "is it truncated?");
        assertThat(failure(empty)).contains("must start with 8 bytes of header length");
    }

    private static String failure(Path file) {
        Run run = Run.spikelink("inspect", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }
}
