package org.spikelink.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;

final class ModelWarningsTest {
    private static final float[] DRIVES = {1, 1, 1};

    @Test
    void aThresholdThatMemNeverExceedsWarns() {
        assertThat(warnings(null, 1f))
                .containsExactly(
                        "layers.0: 3 of 3 neurons can never spike: mem never exceeds 1.0 and their threshold is at or"
                                + " above it (first: 1.0)");
        assertThat(warnings(null, 0.5f, 1.5f, 2f))
                .containsExactly(
                        "layers.0: 2 of 3 neurons can never spike: mem never exceeds 1.0 and their threshold is at or"
                                + " above it (first: 1.5)");
    }

    @Test
    void aThresholdBelowOneDoesNotWarn() {
        assertThat(warnings(null, Math.nextDown(1f))).isEmpty();
        assertThat(warnings(null, -1f)).isEmpty();
    }

    @Test
    void aQuantizerLevelAboveTheThresholdLiftsTheWarning() {
        // Levels -1 and 1.2: mem = 1 would go to 1.2.
        StateQuant above = new StateQuant(1, true, true, 1, 0, 0.2, null);
        assertThat(warnings(above, 1f)).isEmpty();
        assertThat(warnings(above, 1.2f)).hasSize(1);
        // A quantizer that keeps mem at 0.4 makes a threshold of 0.5 unreachable.
        StateQuant below = new StateQuant(4, true, true, 0.4, 0, 0, null);
        assertThat(warnings(below, 0.5f)).hasSize(1).first().asString().contains("exceeds 0.4");
    }

    @Test
    void aNeuronThatIsWarnedOfNeverSpikesAndOthersCan() {
        float[] drives = {30, 30};
        StateQuant above = new StateQuant(1, true, true, 1, 0, 0.2, null);
        assertThat(new ConstantMembranes(Reset.NONE, false, null, drives, 1f).step()).isEmpty();
        assertThat(new ConstantMembranes(Reset.NONE, false, above, drives, 1f).step()).hasSize(2);
    }

    private static List<String> warnings(StateQuant quant, float... threshold) {
        return ModelWarnings.of(
                ConstantMembranes.model(Reset.NONE, false, quant, DRIVES, threshold));
    }
}
