package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/** What the checkpoint's two layers compute; reading the checkpoint itself is another module's. */
final class CheckpointGoldenTest {
    private static final GoldenFile FILE =
            GoldenFile.read(GoldenFile.folder().resolve("checkpoint/expected.safetensors"));

    /** snnTorch's codes of a reset: 0 subtract, 1 zero, 2 none. */
    private static final List<Reset> RESET_CODES = List.of(Reset.SUBTRACT, Reset.ZERO, Reset.NONE);

    @Test
    void bothLayersStepAsSnnTorchDoes() {
        Tensor x = FILE.tensor("x");
        float[] mem1 = FILE.values("mem1");
        GoldenRun first = GoldenRun.together(model(), x, null, null, 0);
        double largest1 = Preactivations.largest(FILE, "slstm1.lstm_cell.", x, mem1, null);
        first.isCloseTo(FILE, "1", 1e-5 + 4e-7 * largest1, FILE.values("slstm1.threshold"));

        GoldenRun second = GoldenRun.together(model(), x, null, null, 1);
        double largest2 =
                Preactivations.largest(
                        FILE, "slstm2.lstm_cell.", FILE.tensor("spk1"), FILE.values("mem2"), null);
        second.isCloseTo(FILE, "2", 1e-5 + 4e-7 * largest2, FILE.values("slstm2.threshold"));
    }

    @Test
    void aStreamAloneHasTheBitsItHasInAGroup() {
        for (int layer = 0; layer < 2; layer++) {
            GoldenRun.together(model(), FILE.tensor("x"), null, null, layer)
                    .hasSameBitsAs(GoldenRun.alone(model(), FILE.tensor("x"), null, null, layer));
        }
    }

    private static Model model() {
        Map<String, Tensor> tensors = new HashMap<>();
        for (int n = 0; n < 2; n++) {
            String from = "slstm" + (n + 1) + ".";
            String to = "layers." + n + ".";
            tensors.put(to + "threshold", FILE.tensor(from + "threshold"));
            for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
                tensors.put(to + name, FILE.tensor(from + "lstm_cell." + name));
            }
        }
        return ModelFile.of(
                Models.document(
                        Models.slstm(12, 16, reset(1), false, null, false),
                        Models.slstm(16, 4, reset(2), false, null, false)),
                tensors);
    }

    private static Reset reset(int layer) {
        Reset reset =
                RESET_CODES.get((int) FILE.values("slstm" + layer + ".reset_mechanism_val")[0]);
        assertThat(reset.name().toLowerCase(Locale.ROOT))
                .isEqualTo(FILE.metadata().get("reset_mechanism"));
        return reset;
    }
}
