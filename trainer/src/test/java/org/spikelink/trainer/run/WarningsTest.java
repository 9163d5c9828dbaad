package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.slstm.Quantizer;
import org.spikelink.core.model.StateQuant;
import org.spikelink.trainer.learn.LayerActivity;

class WarningsTest {
    @Test
    void aLayerThatNeverFiresIsDead() {
        assertThat(Warnings.ofActivity(List.of(new LayerActivity(1, new double[] {0, 0}))))
                .containsExactly("layers.1 is dead: none of its neurons ever fires");
    }

    @Test
    void manyNeuronsThatSayNothingAreCounted() {
        double[] rates = {0, 0, 0, 0.5};

        assertThat(Warnings.ofActivity(List.of(new LayerActivity(0, rates))))
                .containsExactly("layers.0: 3 of 4 neurons never fire");
        assertThat(
                        Warnings.ofActivity(
                                List.of(new LayerActivity(0, new double[] {1, 1, 0.99, 0.5}))))
                .containsExactly("layers.0: 3 of 4 neurons fire in nearly every step");
    }

    @Test
    void liveLayersAndQuietGradientsGiveNone() {
        assertThat(Warnings.ofActivity(List.of(new LayerActivity(0, new double[] {0, 0.2, 0.4}))))
                .isEmpty();
        assertThat(Warnings.ofGradients(List.of(epoch(1, 0.5, 2), epoch(2, 0.4, 3)))).isEmpty();
    }

    @Test
    void explodingGradientsAreReported() {
        assertThat(
                        Warnings.ofGradients(
                                List.of(epoch(1, 0.5, 2), epoch(2, 0.4, 5e6), epoch(3, 0.6, 1))))
                .singleElement()
                .asString()
                .contains("gradients exploded in epoch 2: norm 5.00e+06");
    }

    @Test
    void updatesThatWereLeftOutAreCounted() {
        assertThat(
                        Warnings.ofGradients(
                                List.of(
                                        epoch(1, 0.5, 2),
                                        epoch(2, Double.NaN, Double.NaN, 3),
                                        epoch(3, 0.5, 2, 1))))
                .singleElement()
                .asString()
                .startsWith("4 updates were skipped because their gradients were not finite")
                .contains("(the first in epoch 2)");
        assertThat(
                        Warnings.ofGradients(
                                List.of(epoch(1, Double.NaN, Double.NaN, 3), epoch(2, 0.5, 2))))
                .singleElement()
                .asString()
                .startsWith("3 updates were skipped");
    }

    @Test
    void aThresholdAboveTheHighestLevelOfAQuantizedMemCannotBeReached() {
        StateQuant quant = new StateQuant(2, true, true, 0.5, 0, 0.2, null);
        float highest = Quantizer.of(quant).apply(1f);

        assertThat(Warnings.ofThresholds(List.of(0.99), null)).isEmpty();
        assertThat(Warnings.ofThresholds(List.of(0.1, 0.99, 1.5), quant))
                .containsExactly(
                        "threshold 0.99 cannot be reached: mem of an slstm or sconv2dlstm layer never exceeds %s, so its neurons will not spike"
                                .formatted(highest),
                        "threshold 1.5 cannot be reached: mem of an slstm or sconv2dlstm layer never exceeds %s, so its neurons will not spike"
                                .formatted(highest));
    }

    private static EpochRecord epoch(int epoch, double norm, double largest) {
        return epoch(epoch, norm, largest, 0);
    }

    private static EpochRecord epoch(int epoch, double norm, double largest, int skipped) {
        return new EpochRecord(
                epoch, 0.1, 1, 0.5, 1, 0.5, norm, largest, skipped, new double[] {0.1}, 100);
    }
}
