package org.spikelink.trainer.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.network.NetworkOptions;
import org.spikelink.trainer.network.TrainableNetwork;

final class InitializationTest {
    private static final int INPUTS = 40;
    private static final int HIDDEN = 25;
    private static final ModelDocument DOCUMENT =
            Toy.document(
                    Kind.MAX_MEMBRANE, 1, Toy.slstm(INPUTS, HIDDEN), new LinearSpec(HIDDEN, 4));

    private static Map<String, Tensor> drawn(Initialization initialization, long seed) {
        NetworkOptions options =
                new NetworkOptions(
                        List.of(ThresholdSpec.FIXED), false, initialization, null, Map.of());
        return TrainableNetwork.create(DOCUMENT, options, seed).tensors();
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void fillsTorchsRanges() {
        Map<String, Tensor> tensors = drawn(Initialization.TORCH, 3);
        for (String name :
                List.of("0.weight_ih", "0.weight_hh", "0.bias_ih", "0.bias_hh", "1.weight")) {
            assertThat(largest(tensors.get("layers." + name)))
                    .as(name)
                    .isBetween(0.9 / Math.sqrt(HIDDEN), 1 / Math.sqrt(HIDDEN));
        }
        assertThat(tensors.get("layers.0.threshold").values()).containsExactly(0.1f);
    }

    @Test
    void aFirstLinearLayersRangeIsThatOfItsInputs() {
        ModelDocument document =
                Toy.document(Kind.SPIKE_COUNT, 1, new LinearSpec(400, 25), Toy.slstm(25, 4));
        NetworkOptions options =
                new NetworkOptions(
                        List.of(ThresholdSpec.FIXED), false, Initialization.TORCH, null, Map.of());
        Map<String, Tensor> tensors = TrainableNetwork.create(document, options, 3).tensors();
        for (String name : List.of("layers.0.weight", "layers.0.bias")) {
            assertThat(largest(tensors.get(name))).as(name).isBetween(0.8 / 20, 1.0 / 20);
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        float[] first = drawn(Initialization.TORCH, 3).get("layers.0.weight_ih").values();
        assertThat(drawn(Initialization.TORCH, 3).get("layers.0.weight_ih").values())
                .isEqualTo(first);
        assertThat(drawn(Initialization.TORCH, 4).get("layers.0.weight_ih").values())
                .isNotEqualTo(first);
    }

    @Test
    void liftsTheForgetGatesBiasAlone() {
        float[] plain = drawn(Initialization.TORCH, 3).get("layers.0.bias_ih").values();
        float[] lifted =
                drawn(Initialization.TORCH.withForgetBias(1), 3).get("layers.0.bias_ih").values();
        for (int j = 0; j < plain.length; j++) {
            boolean forget = j / HIDDEN == 1;
            assertThat(lifted[j]).isEqualTo(forget ? plain[j] + 1 : plain[j]);
        }
    }

    @Test
    void spreadsTheForgetGatesBias() {
        float[] plain = drawn(Initialization.TORCH, 3).get("layers.0.bias_ih").values();
        float[] spread =
                drawn(Initialization.TORCH.withForgetBias(1).withForgetSpread(3), 3)
                        .get("layers.0.bias_ih")
                        .values();
        double smallest = 9;
        double largest = 0;
        for (int j = 0; j < HIDDEN; j++) {
            assertThat(spread[j]).isEqualTo(plain[j]);
            double added = spread[HIDDEN + j] - plain[HIDDEN + j];
            smallest = Math.min(smallest, added);
            largest = Math.max(largest, added);
        }
        assertThat(smallest).isBetween(1.0, 1.6);
        assertThat(largest).isBetween(3.4, 4.0);
    }

    @Test
    void multipliesRecurrentWeights() {
        float[] plain = drawn(Initialization.TORCH, 3).get("layers.0.weight_hh").values();
        float[] halved =
                drawn(Initialization.TORCH.withRecurrentGain(0.5), 3)
                        .get("layers.0.weight_hh")
                        .values();
        for (int n = 0; n < plain.length; n++) {
            assertThat(halved[n]).isEqualTo(plain[n] / 2);
        }
    }

    @Test
    void eachNeuronSeesItsOwnInputsWithAllGates() {
        float[] w = drawn(Initialization.TORCH.withFanIn(4), 3).get("layers.0.weight_ih").values();
        Set<List<Integer>> sets = new HashSet<>();
        for (int j = 0; j < HIDDEN; j++) {
            List<Integer> seen = seen(w, j);
            assertThat(seen).hasSize(4);
            for (int gate = 1; gate < 4; gate++) {
                assertThat(seen(w, gate * HIDDEN + j)).isEqualTo(seen);
            }
            sets.add(seen);
        }
        assertThat(sets).hasSizeGreaterThan(HIDDEN - 3);
        assertThat(largest(new Tensor(new int[] {w.length}, w)))
                .isBetween(0.95 * Math.sqrt(0.75), Math.sqrt(0.75));
    }

    @Test
    void aFanInAboveTheInputsSeesThemAll() {
        float[] w =
                drawn(Initialization.TORCH.withFanIn(1000), 3).get("layers.0.weight_ih").values();
        assertThat(seen(w, 0)).hasSize(INPUTS);
    }

    private static List<Integer> seen(float[] w, int row) {
        return IntStream.range(0, INPUTS).filter(c -> w[row * INPUTS + c] != 0).boxed().toList();
    }

    @Test
    void onlyTheClockFeedsBackAndInputsDriveG() {
        Map<String, Tensor> tensors =
                drawn(Initialization.TORCH.withFanIn(4).withTimeFields(new TimeFields(1, 1)), 3);
        float[] w = tensors.get("layers.0.weight_ih").values();
        float[] u = tensors.get("layers.0.weight_hh").values();
        for (int row = 0; row < 4 * HIDDEN; row++) {
            int gate = row / HIDDEN;
            boolean isClock = row % HIDDEN == 0;
            assertThat(seen(w, row)).as("row %d", row).hasSize(gate == 2 && !isClock ? 4 : 0);
            for (int k = 0; k < HIDDEN; k++) {
                assertThat(u[row * HIDDEN + k] != 0)
                        .as("row %d, k %d", row, k)
                        .isEqualTo(k == 0 && !isClock && (gate == 0 || gate == 3));
            }
        }
    }

    @Test
    void rejectsTimeFieldsThatCannotBe() {
        Initialization tooLong = Initialization.TORCH.withTimeFields(new TimeFields(1, 100_000));
        assertThatThrownBy(() -> drawn(tooLong, 3))
                .hasMessage(
                        "time-fields must be within a decision window of at least 2 steps (got 1..100000 of 10)");
        TimeFields fields = new TimeFields(1, 2);
        assertThatThrownBy(() -> Initialization.TORCH.withRecurrent(false).withTimeFields(fields))
                .hasMessage("time-fields need recurrent weights (got no-recurrence)");
        assertThatThrownBy(
                        () ->
                                Initialization.TORCH
                                        .withOrthogonalRecurrent(true)
                                        .withTimeFields(fields))
                .hasMessage(
                        "time-fields need recurrent weights that are not orthogonal (got orthogonal)");
        assertThatThrownBy(() -> Initialization.TORCH.withRecurrentGain(2).withTimeFields(fields))
                .hasMessage(
                        "time-fields set all recurrent weights: recurrent-gain must be 1 (got 2.0)");
        assertThatThrownBy(() -> new TimeFields(3, 2))
                .hasMessage("time-fields must be A..B steps with 1 <= A <= B (got 3..2)");
    }

    @Test
    void drawsEachGatesRecurrentMatrixOrthogonal() {
        float[] u =
                drawn(Initialization.TORCH.withOrthogonalRecurrent(true), 3)
                        .get("layers.0.weight_hh")
                        .values();
        for (int gate = 0; gate < 4; gate++) {
            for (int a = 0; a < HIDDEN; a++) {
                for (int b = 0; b < HIDDEN; b++) {
                    double dot = 0;
                    for (int k = 0; k < HIDDEN; k++) {
                        dot +=
                                (double) u[(gate * HIDDEN + a) * HIDDEN + k]
                                        * u[(gate * HIDDEN + b) * HIDDEN + k];
                    }
                    assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-5));
                }
            }
        }
    }
}
