package org.spikelink.connectors.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointGoldenTest {
    private static final String[] NAMES = {
        "threshold",
        "graded_spikes_factor",
        "reset_mechanism_val",
        "lstm_cell.weight_ih",
        "lstm_cell.weight_hh",
        "lstm_cell.bias_ih",
        "lstm_cell.bias_hh"
    };

    private static Path golden(String name) throws Exception {
        String folder = System.getProperty("golden.dir");
        if (folder != null) {
            return Path.of(folder, "checkpoint", name);
        }
        URI resource =
                TorchCheckpointGoldenTest.class.getResource("/golden/checkpoint/" + name).toURI();
        return Path.of(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict.pt", "wrapped.pt"})
    void whatPyTorchSavedIsReadBitForBit(String name) throws Exception {
        byte[] expected = Files.readAllBytes(golden("expected.safetensors"));
        int headerBytes = (int) ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonNode header = new ObjectMapper().readTree(expected, 8, headerBytes);
        Map<String, Tensor> tensors = TorchCheckpoint.read(golden(name)).tensors();
        assertThat(tensors).hasSize(14);
        tensors.forEach(
                (key, tensor) ->
                        assertThat(tensor.values())
                                .as(key)
                                .isEqualTo(values(header.get(key), expected, 8 + headerBytes)));
    }

    private static float[] values(JsonNode tensor, byte[] file, int dataStart) {
        int from = dataStart + tensor.get("data_offsets").get(0).asInt();
        int to = dataStart + tensor.get("data_offsets").get(1).asInt();
        ByteBuffer data =
                ByteBuffer.wrap(file, from, to - from).slice().order(ByteOrder.LITTLE_ENDIAN);
        boolean isWhole = tensor.get("dtype").asText().equals("I64");
        float[] values = new float[(to - from) / (isWhole ? 8 : 4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = isWhole ? data.getLong() : data.getFloat();
        }
        return values;
    }

    @Test
    void namesComeInTheOrderOfTheFileWithShapesAndTypes() throws Exception {
        Map<String, Tensor> tensors = TorchCheckpoint.read(golden("state_dict.pt")).tensors();
        assertThat(tensors.keySet())
                .containsExactly(
                        Arrays.stream(new String[] {"slstm1.", "slstm2."})
                                .flatMap(layer -> Arrays.stream(NAMES).map(name -> layer + name))
                                .toArray(String[]::new));
        assertThat(tensors.get("slstm1.lstm_cell.weight_ih").shape()).containsExactly(64, 12);
        assertThat(tensors.get("slstm1.threshold").shape()).isEmpty();
        assertThat(tensors.get("slstm1.threshold").dtype()).isEqualTo("float32");
        assertThat(tensors.get("slstm1.reset_mechanism_val").dtype()).isEqualTo("int64");
    }

    @Test
    void theTrainedNmnistModelHasItsShapes() throws IOException {
        Path path = Path.of(System.getProperty("shared.dir", "absent"), "models", "nmnist-128.pt");
        assumeTrue(
                Files.isRegularFile(path), "no trained model: shared.dir names no models folder");
        Map<String, Tensor> tensors = TorchCheckpoint.read(path).tensors();
        assertThat(tensors.get("slstm1.lstm_cell.weight_ih").shape()).containsExactly(512, 2312);
        assertThat(tensors.get("slstm1.lstm_cell.weight_hh").shape()).containsExactly(512, 128);
        assertThat(tensors.get("slstm2.lstm_cell.weight_ih").shape()).containsExactly(40, 128);
        assertThat(tensors.get("slstm2.lstm_cell.bias_hh").shape()).containsExactly(40);
        assertThat(tensors).hasSize(14);
    }
}
