package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

final class ForwardGoldenTest {
    static List<GoldenFile> cases() throws IOException {
        return GoldenFile.all("forward");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAsSnnTorchDoes(GoldenFile file) {
        GoldenRun run = together(file);
        double tolerance =
                1e-5 + 4e-7 * Preactivations.largest(file, "lstm_cell.", file.tensor("x"));
        run.isCloseTo(file, "", tolerance, file.values("threshold"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aStreamAloneHasTheBitsItHasInAGroup(GoldenFile file) {
        together(file)
                .hasSameBitsAs(
                        GoldenRun.alone(
                                model(file),
                                file.tensor("x"),
                                file.tensor("syn_0"),
                                file.tensor("mem_0"),
                                0));
    }

    @Test
    void theSetCoversWhatTheDesignNames() throws IOException {
        List<GoldenFile> all = cases();
        assertThat(all).anyMatch(f -> f.flag("inhibition")).anyMatch(f -> f.flag("stateless"));
        assertThat(all).anyMatch(f -> f.metadata().get("threshold").equals("per_neuron"));
        assertThat(all).anyMatch(f -> !f.flag("bias"));
        assertThat(all).anyMatch(f -> !f.metadata().get("state_quant").equals("none"));
        assertThat(all)
                .extracting(f -> f.metadata().get("reset_mechanism"))
                .contains("none", "subtract", "zero");
    }

    private static GoldenRun together(GoldenFile file) {
        return GoldenRun.together(
                model(file), file.tensor("x"), file.tensor("syn_0"), file.tensor("mem_0"), 0);
    }

    private static Model model(GoldenFile file) {
        LayerSpec layer =
                Models.slstm(
                        Integer.parseInt(file.metadata().get("input_size")),
                        Integer.parseInt(file.metadata().get("hidden_size")),
                        Reset.valueOf(
                                file.metadata().get("reset_mechanism").toUpperCase(Locale.ROOT)),
                        file.flag("inhibition"),
                        GoldenStateQuant.of(file.metadata().get("state_quant")),
                        file.flag("stateless"));
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("layers.0.threshold", file.tensor("threshold"));
        file.tensors()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith("lstm_cell.")) {
                                tensors.put("layers.0." + name.substring(10), tensor);
                            }
                        });
        assertThat(tensors.containsKey("layers.0.bias_ih")).isEqualTo(file.flag("bias"));
        return ModelFile.of(Models.document(layer), tensors);
    }
}
