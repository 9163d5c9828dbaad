package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.fixture.leaky.LeakySpec;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.Pooling2d.By;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.Network;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.TimeFields;

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
                        new LinearSpec(33, 20),
                        slstm(20, 16, Reset.ZERO, false, null, false),
                        new LinearSpec(16, 4)),
                Toy.document(
                        Kind.SPIKE_COUNT,
                        2,
                        new LinearSpec(INPUTS, 24),
                        slstm(24, 32, Reset.NONE, false, StateQuant.DEFAULTS, false),
                        slstm(32, 6, Reset.SUBTRACT, false, null, true)),
                Toy.document(
                        Kind.SPIKE_COUNT,
                        1,
                        new LeakySpec(INPUTS, 20, 0.9, 0),
                        slstm(20, 16, Reset.NONE, false, null, false),
                        new LeakySpec(16, 3, 0.8, 0)),
                images(Reset.NONE, By.MAX),
                images(Reset.SUBTRACT, By.AVG),
                images(Reset.ZERO, By.MAX));
    }

    /** Convolutions fused with a comparison, alone, and with an LSTM; poolings and leaky neurons. */
    private static ModelDocument images(Reset reset, By by) {
        Image image = new Image(2, 11, 9);
        Pooling2d pooling = new Pooling2d(2, by);
        Conv2dSpec conv1 = new Conv2dSpec(image, 5, 3, 1, 1);
        Image out = conv1.shape().out();
        Pool2dSpec pool = new Pool2dSpec(out, pooling);
        Conv2dSpec conv2 = new Conv2dSpec(pool.out(), 6, 3, 1, 1);
        SConv2dLstmSpec lstm = new SConv2dLstmSpec(conv2.shape().out(), 3, 3, pooling, reset, null);
        org.spikelink.core.kernel.leaky.LeakySpec last = leaky(lstm.out(), 0.5, reset);
        return Toy.document(
                Kind.MEAN_MEMBRANE,
                1,
                conv1,
                leaky(out, 0, Reset.NONE),
                pool,
                conv2,
                leaky(conv2.shape().out(), 0.8, reset),
                lstm,
                last,
                new LinearSpec(last.outputs(), 3));
    }

    private static org.spikelink.core.kernel.leaky.LeakySpec leaky(
            Image in, double beta, Reset reset) {
        return new org.spikelink.core.kernel.leaky.LeakySpec(in, beta, reset, null);
    }

    private static LayerSpec slstm(
            int inputs,
            int hidden,
            Reset reset,
            boolean inhibition,
            StateQuant quant,
            boolean stateless) {
        return new SlstmSpec(inputs, hidden, reset, inhibition, quant, stateless, null);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyStepHasTheBitsOfTheDeployedNetwork(ModelDocument document) {
        compareSteps(
                document, Initialization.TORCH.withForgetBias(1).withOrthogonalRecurrent(true));
    }

    @Test
    void timeFieldsHaveTheBitsOfTheDeployedNetwork() {
        compareSteps(
                Toy.spiking(INPUTS, 19, 3),
                Initialization.TORCH.withTimeFields(new TimeFields(1, 2)));
    }

    private static void compareSteps(ModelDocument document, Initialization initialization) {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(Toy.lossesFor(document))
                        .withInitialization(initialization);
        LabelledSequence sequence =
                Toy.sequences(1, document.layers().get(0).inputs(), 3, 40, 40, 5).get(0);
        try (Learner learner = Learner.create(document, options, 3)) {
            Trace trace = learner.trace(sequence);
            Network network =
                    Network.layerByLayer(ModelFile.of(document, learner.tensors()).weights());
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
        List<String> variables = network.layer(n).spec().state().variables();
        for (int v = 0; v < variables.size(); v++) {
            float[] values = new float[network.layer(n).spec().state().neurons()];
            network.state(n).store(0, v, values, 0);
            String name = variables.get(v);
            isSame(name + " of layer " + n, values, layer.state().get(name), t);
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
