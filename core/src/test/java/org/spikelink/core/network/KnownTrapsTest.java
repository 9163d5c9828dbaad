package org.spikelink.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.slstm.Quantizer;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/** Where snnTorch departs from its documentation, and what is easily got wrong in an SLSTM. */
final class KnownTrapsTest {
    /** tanh(tanh(10)) = 0.7616, tanh(tanh(0.5)) = 0.4318, tanh(tanh(0.2)) = 0.1949. */
    private static final float STRONG = 10;

    private static final float MIDDLE = 0.5f;
    private static final float WEAK = 0.2f;

    @ParameterizedTest
    @CsvSource({"5, 7", "7, 5", "6, 6"})
    void stateSurvivesWhateverTheSizes(int inputs, int hidden) {
        Network network = random(Models.slstm(inputs, hidden));
        float[] first = step(network, 0);
        float[] second = step(network, 0);
        network.start(0);
        assertThat(step(network, 0)).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"5, 7", "6, 6"})
    void aStatelessLayerStartsEveryStepFromZero(int inputs, int hidden) {
        Network network = random(Models.slstm(inputs, hidden, Reset.SUBTRACT, false, null, true));
        float[] first = step(network, 1);
        assertThat(step(network, 1)).isEqualTo(first);
        assertThat(step(network, 0)).isNotEqualTo(first);
    }

    @Test
    void aNeuronSpikesOnlyAboveItsThresholdAndNotAtIt() {
        ConstantMembranes layer = constant(Reset.NONE, false, new float[] {STRONG}, 0.5f);
        layer.step();
        float mem = layer.mem(0);
        assertThat(constant(Reset.NONE, false, new float[] {STRONG}, mem).step()).isEmpty();
        assertThat(constant(Reset.NONE, false, new float[] {STRONG}, Math.nextDown(mem)).step())
                .containsExactly(0);
    }

    @Test
    void resetSubtractsTheThresholdOneStepLater() {
        ConstantMembranes layer = constant(Reset.SUBTRACT, false, new float[] {STRONG}, 0.5f);
        assertThat(layer.step()).containsExactly(0);
        assertThat((double) layer.mem(0)).isCloseTo(0.7616, within(1e-4));
        float synBefore = layer.syn(0);
        assertThat(layer.step()).isEmpty();
        assertThat((double) layer.mem(0)).isCloseTo(0.2616, within(1e-4));
        assertThat(layer.syn(0)).as("syn is never reset").isEqualTo(synBefore);
        assertThat(layer.step()).containsExactly(0);
    }

    @Test
    void resetToZeroComesOneStepLater() {
        ConstantMembranes layer = constant(Reset.ZERO, false, new float[] {STRONG, MIDDLE}, 0.5f);
        assertThat(layer.step()).containsExactly(0);
        assertThat(layer.mem(0)).isPositive();
        assertThat(layer.step()).isEmpty();
        assertThat(Float.floatToRawIntBits(layer.mem(0))).isZero();
        assertThat((double) layer.mem(1)).isCloseTo(0.4318, within(1e-4));
    }

    @Test
    void withoutResetANeuronSpikesOnAndOn() {
        ConstantMembranes layer = constant(Reset.NONE, false, new float[] {STRONG}, 0.5f);
        for (int t = 0; t < 5; t++) {
            assertThat(layer.step()).containsExactly(0);
        }
    }

    @Test
    void everyNeuronMayHaveAThresholdOfItsOwn() {
        ConstantMembranes layer =
                constant(
                        Reset.SUBTRACT,
                        false,
                        new float[] {STRONG, STRONG, STRONG},
                        0.1f,
                        0.9f,
                        0.7f);
        assertThat(layer.step()).containsExactly(0, 2);
        assertThat(layer.step()).containsExactly(0);
        assertThat((double) layer.mem(0)).isCloseTo(0.6616, within(1e-4));
        assertThat((double) layer.mem(1)).isCloseTo(0.7616, within(1e-4));
        assertThat((double) layer.mem(2)).isCloseTo(0.0616, within(1e-4));
    }

    @Test
    void withInhibitionOnlyTheNeuronFarthestAboveItsThresholdSpikes() {
        float[] drives = {WEAK, STRONG, MIDDLE};
        assertThat(constant(Reset.NONE, true, drives, 0.1f).step()).containsExactly(1);
        assertThat(constant(Reset.NONE, true, drives, 0.1f, 0.7f, 0.1f).step()).containsExactly(2);
        assertThat(constant(Reset.NONE, false, drives, 0.1f).step()).containsExactly(0, 1, 2);
    }

    @Test
    void withInhibitionTheFirstOfEqualsSpikes() {
        float[] drives = {WEAK, STRONG, STRONG};
        assertThat(constant(Reset.NONE, true, drives, 0.1f).step()).containsExactly(1);
    }

    @Test
    void withInhibitionNobodySpikesBelowTheThreshold() {
        float[] drives = {WEAK, STRONG, MIDDLE};
        assertThat(constant(Reset.NONE, true, drives, 0.8f).step()).isEmpty();
    }

    @Test
    void withInhibitionTheResetLooksAtEveryNeuronAboveItsThreshold() {
        ConstantMembranes layer =
                constant(Reset.SUBTRACT, true, new float[] {STRONG, MIDDLE}, 0.3f);
        assertThat(layer.step()).containsExactly(0);
        layer.step();
        assertThat((double) layer.mem(0)).isCloseTo(0.4616, within(1e-4));
        assertThat((double) layer.mem(1))
                .as("it was above the threshold but did not spike")
                .isCloseTo(0.1318, within(1e-4));
    }

    @Test
    void quantizedStatesAreLevelsAndSpikesFollowThem() {
        // Two levels: -1 and 1.2.
        StateQuant oneBit = new StateQuant(1, true, true, 1, 0, 0.2, null);
        ConstantMembranes layer =
                new ConstantMembranes(Reset.NONE, false, oneBit, new float[] {STRONG, 0}, 1.1f);
        assertThat(layer.step()).containsExactly(0);
        assertThat(layer.mem(0)).isEqualTo(1.2f);
        assertThat(layer.syn(0)).isEqualTo(1.2f);
        assertThat(layer.mem(1)).isEqualTo(-1);
    }

    @Test
    void onATieAValueGoesToTheLowerLevel() {
        Quantizer quantizer = Quantizer.of(new StateQuant(1, true, true, 1, 0, 0, null));
        assertThat(quantizer.levels()).containsExactly(-1, 1);
        assertThat(quantizer.apply(0f)).isEqualTo(-1);
        assertThat(quantizer.apply(Float.MIN_VALUE)).isEqualTo(1);
        assertThat(quantizer.apply(-99)).isEqualTo(-1);
        assertThat(quantizer.apply(99)).isEqualTo(1);
    }

    @Test
    void aStreamStartsWithTheModelsInitialState() {
        LayerSpec layer = Models.slstm(2, 3);
        Map<String, Tensor> tensors =
                Models.tensors(Models.document(layer), new SplittableRandom(1), 1);
        tensors.put("layers.0.syn_0", Tensor.of(1, 2, 3));
        tensors.put("layers.0.mem_0", Tensor.of(-1, -2, -3));
        Network network = new Network(ModelFile.of(Models.document(layer), tensors));
        network.reserve(2);
        network.start(1);
        NetworkState state = network.newState();
        network.store(1, state);
        assertThat(state.values("syn")).containsExactly(1, 2, 3);
        assertThat(state.values("mem")).containsExactly(-1, -2, -3);
    }

    private static Network random(LayerSpec layer) {
        Network network =
                new Network(Models.random(Models.document(layer), new SplittableRandom(3), 1));
        network.start(0);
        return network;
    }

    /** Membranes after a step in which one input is active. */
    private static float[] step(Network network, int input) {
        FrameGroup frame = new FrameGroup();
        frame.add(input, 1);
        frame.endStream(0);
        network.step(frame);
        LayerState state = network.state(0);
        float[] mem = new float[state.neurons()];
        state.store(0, SlstmSpec.MEM, mem, 0);
        return mem;
    }

    private static ConstantMembranes constant(
            Reset reset, boolean inhibition, float[] drives, float... threshold) {
        return new ConstantMembranes(reset, inhibition, null, drives, threshold);
    }
}
