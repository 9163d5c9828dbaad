package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.network.Network;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.network.Initialization;

/** What is learned with is to the bit what the job runs. */
final class DeployedBitsTest {
    private static final int INPUTS = 37;

    static List<ModelDocument> documents() {
        return List.of(
                Toy.spiking(INPUTS, 19, 3),
                Toy.document(
                        Kind.MAX_MEMBRANE,
                        1,
                        slstm(INPUTS, 33, Reset.SUBTRACT, true, null, false),
                        new LayerSpec.Linear(33, 20),
                        slstm(20, 16, Reset.ZERO, false, null, false),
                        new LayerSpec.Linear(16, 4)),
                Toy.document(
                        Kind.SPIKE_COUNT,
                        2,
                        new LayerSpec.Linear(INPUTS, 24),
                        slstm(24, 32, Reset.NONE, false, StateQuant.DEFAULTS, false),
                        slstm(32, 6, Reset.SUBTRACT, false, null, true)));
    }

    private static LayerSpec slstm(
            int inputs,
            int hidden,
            Reset reset,
            boolean inhibition,
            StateQuant quant,
            boolean stateless) {
        return new LayerSpec.Slstm(inputs, hidden, reset, inhibition, quant, stateless, null);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyStepHasTheBitsOfTheDeployedNetwork(ModelDocument document) {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(Toy.lossesFor(document))
                        .withInitialization(
                                Initialization.TORCH
                                        .withForgetBias(1)
                                        .withOrthogonalRecurrent(true));
        LabelledSequence sequence = Toy.sequences(1, INPUTS, 3, 40, 40, 5).get(0);
        try (Learner learner = Learner.create(document, options, 3)) {
            Trace trace = learner.trace(sequence);
            Network network = new Network(Model.of(document, learner.tensors()));
            network.start(0);
            FrameGroup frame = new FrameGroup();
            for (int t = 0; t < sequence.steps(); t++) {
                network.step(frame(frame, sequence, t));
                for (int n = 0; n < document.layers().size(); n++) {
                    compare(trace.layers().get(n), network, n, t);
                }
            }
        }
    }

    private static FrameGroup frame(FrameGroup frame, LabelledSequence s, int t) {
        frame.clear();
        for (int n = s.start(t); n < s.end(t); n++) {
            frame.add(s.indices()[n], s.values()[n]);
        }
        frame.endStream(0);
        return frame;
    }

    private static void compare(Trace.Layer layer, Network network, int n, int t) {
        boolean spikes = layer.spk().length > 0;
        float[] expected = new float[layer.outputs()];
        FrameGroup out = network.output(n);
        for (int k = out.start(0); k < out.end(0); k++) {
            expected[out.indices()[k]] = out.values()[k];
        }
        isSame("layer " + n, expected, spikes ? layer.spk() : layer.mem(), t);
        if (spikes) {
            float[] syn = new float[layer.outputs()];
            float[] mem = new float[layer.outputs()];
            network.state(n).store(0, syn, mem, 0);
            isSame("syn of layer " + n, syn, layer.syn(), t);
            isSame("mem of layer " + n, mem, layer.mem(), t);
        }
    }

    private static void isSame(String what, float[] expected, float[] all, int t) {
        for (int j = 0; j < expected.length; j++) {
            assertThat(Float.floatToIntBits(all[t * expected.length + j]))
                    .as("%s, step %d, neuron %d", what, t, j)
                    .isEqualTo(Float.floatToIntBits(expected[j]));
        }
    }
}
