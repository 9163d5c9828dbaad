package org.spikelink.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;

final class StepLabelsTest {

    @Test
    void aStepHasTheClassOfMostOfItsSamples() {
        int[] samples = {2, 2, 0, -1, -1, 1, -1, -1, -1, 1, 0, 3, 1};
        assertThat(StepLabels.of(samples, input(3, 1), 5)).containsExactly(2, 1, -1, 0, 1);
    }

    @Test
    void eachStepOfASampleHasItsClass() {
        assertThat(StepLabels.of(new int[] {1, -1, 0}, input(1, 2), 6))
                .containsExactly(1, 1, -1, -1, 0, 0);
    }

    private static InputSpec.Samples input(int pooled, int steps) {
        return new InputSpec.Samples(
                1,
                100,
                new Pooling(pooled, Pooling.By.SUM),
                Normalization.NONE,
                new EncoderSpec.Rate(steps, 1, 0, 0));
    }
}
