package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.Tensor;

class WeightAverageTest {
    @Test
    void movesQuicklyAtFirstAndThenByItsDecay() {
        WeightAverage average = new WeightAverage(0.5, weights(0));

        average.add(weights(1)); // decay 1 / 10
        assertThat(value(average)).isCloseTo(0.9f, within(1e-6f));
        average.add(weights(1)); // decay 2 / 11
        assertThat(value(average)).isCloseTo(0.9f + 0.1f * 9 / 11, within(1e-6f));
        for (int n = 2; n < 100; n++) {
            average.add(weights(1));
        }
        float before = value(average);
        average.add(weights(3)); // decay 1 / 2
        assertThat(value(average)).isCloseTo((before + 3) / 2, within(1e-6f));
    }

    @Test
    void goesOnAfterItWasStoredAsIfItHadNotBeen() throws Exception {
        WeightAverage average = new WeightAverage(0.9, weights(0));
        average.add(weights(0.3f));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        average.write(new DataOutputStream(bytes));
        WeightAverage restored = new WeightAverage(0.9, weights(7));

        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        average.add(weights(0.7f));
        restored.add(weights(0.7f));
        assertThat(value(restored)).isEqualTo(value(average));
    }

    private static Map<String, Tensor> weights(float value) {
        return Map.of("w", Tensor.of(value, value));
    }

    private static float value(WeightAverage average) {
        return average.tensors().get("w").values()[0];
    }
}
