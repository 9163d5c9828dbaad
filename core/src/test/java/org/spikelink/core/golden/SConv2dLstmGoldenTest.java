package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmLayer;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;

/** Spiking convolutional LSTMs as snnTorch steps them, and the same bits on every kernel. */
final class SConv2dLstmGoldenTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @EnumSource
    void stepsAsSnnTorchDoes(KernelChoice.Kind kind) throws IOException {
        for (GoldenFile file : ImageGolden.all("sconv2dlstm")) {
            check(file, layer(file, kind), layer(file, KernelChoice.Kind.PLAIN));
        }
    }

    private static SConv2dLstmLayer layer(GoldenFile file, KernelChoice.Kind kind) {
        Tensor x = file.tensor("x");
        Tensor weight = file.tensor("conv.weight");
        String pool = file.metadata().get("pool");
        SConv2dLstmSpec spec =
                new SConv2dLstmSpec(
                        new Image(x.shape()[2], x.shape()[3], x.shape()[4]),
                        weight.shape()[0] / 4,
                        weight.shape()[2],
                        pool.equals("none")
                                ? null
                                : new Pooling2d(
                                        Integer.parseInt(file.metadata().get("pool_kernel")),
                                        Pooling2d.By.valueOf(pool.toUpperCase(Locale.ROOT))),
                        Reset.valueOf(
                                file.metadata().get("reset_mechanism").toUpperCase(Locale.ROOT)),
                        null);
        Map<String, float[]> weights =
                Map.of(
                        "weight",
                        weight.values(),
                        "bias",
                        file.values("conv.bias"),
                        "threshold",
                        file.values("threshold"));
        return new SConv2dLstmLayer(spec, new LayerWeights(spec, weights), kind);
    }

    private static void check(GoldenFile file, SConv2dLstmLayer layer, SConv2dLstmLayer plain) {
        Tensor x = file.tensor("x");
        int streams = x.shape()[1];
        LayerState state = state(layer, streams);
        LayerState plainState = state(plain, streams);
        FrameGroup frame = new FrameGroup();
        FrameGroup spk = new FrameGroup();
        FrameGroup plainSpk = new FrameGroup();
        for (int t = 0; t < x.shape()[0]; t++) {
            String step = file + " step " + t;
            ImageGolden.fill(frame, x, t);
            layer.step(frame, state, spk);
            plain.step(frame, plainState, plainSpk);
            float[] dense = ImageGolden.dense(spk, layer.outputs());
            assertThat(dense)
                    .as(step)
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    file.values("spk"), t * dense.length, (t + 1) * dense.length));
            for (int b = 0; b < streams; b++) {
                int at = (t * streams + b) * state.neurons();
                close(step, state, SConv2dLstmSpec.SYN, spk.row(b), file.values("syn"), at);
                close(step, state, SConv2dLstmSpec.MEM, spk.row(b), file.values("mem"), at);
                for (int variable = 0; variable < 2; variable++) {
                    assertThat(bits(state, variable, spk.row(b)))
                            .as(step)
                            .isEqualTo(bits(plainState, variable, spk.row(b)));
                }
            }
        }
    }

    private static LayerState state(SConv2dLstmLayer layer, int streams) {
        LayerState state = new LayerState(layer.spec().state());
        state.reserve(streams);
        return state;
    }

    private static int[] bits(LayerState state, int variable, int row) {
        int[] bits = new int[state.neurons()];
        for (int j = 0; j < bits.length; j++) {
            bits[j] = Float.floatToRawIntBits(state.values(variable)[state.offset(row) + j]);
        }
        return bits;
    }

    private static void close(
            String step, LayerState state, int variable, int row, float[] expected, int at) {
        for (int j = 0; j < state.neurons(); j++) {
            assertThat((double) state.values(variable)[state.offset(row) + j])
                    .as(step)
                    .isCloseTo(expected[at + j], within(TOLERANCE));
        }
    }
}
