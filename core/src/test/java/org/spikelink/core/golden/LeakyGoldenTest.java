package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.leaky.LeakyLayer;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;

/** Leaky neurons as snnTorch steps them. */
final class LeakyGoldenTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @EnumSource
    void stepsAsSnnTorchDoes(KernelChoice.Kind kind) throws IOException {
        for (GoldenFile file : ImageGolden.all("leaky")) {
            check(file, kind, file.values("beta")[0] == 0 ? 0.0 : null);
            check(file, kind, null); // a beta of 0 as any other
        }
    }

    @Test
    void theSetCoversEveryResetAndAClampedBeta() throws IOException {
        List<GoldenFile> all = ImageGolden.all("leaky");
        assertThat(all)
                .extracting(f -> f.metadata().get("reset_mechanism"))
                .contains("none", "subtract", "zero");
        assertThat(all).anyMatch(f -> f.values("beta")[0] > 1);
        assertThat(all).anyMatch(f -> f.values("threshold").length > 1);
    }

    private static void check(GoldenFile file, KernelChoice.Kind kind, Double beta) {
        Tensor x = file.tensor("x");
        Image in = new Image(x.shape()[2], x.shape()[3], x.shape()[4]);
        Reset reset =
                Reset.valueOf(file.metadata().get("reset_mechanism").toUpperCase(Locale.ROOT));
        LeakySpec spec = new LeakySpec(in, beta, reset, null);
        LeakyLayer layer =
                new LeakyLayer(
                        spec,
                        new LayerWeights(
                                spec,
                                Map.of(
                                        "threshold",
                                        file.values("threshold"),
                                        "beta",
                                        file.values("beta"))),
                        kind);
        int streams = x.shape()[1];
        int size = streams * layer.outputs();
        LayerState state = new LayerState(spec.state());
        state.reserve(streams);
        FrameGroup frame = new FrameGroup();
        FrameGroup spk = new FrameGroup();
        for (int t = 0; t < x.shape()[0]; t++) {
            String step = file + " step " + t;
            ImageGolden.fill(frame, x, t);
            layer.step(frame, state, spk);
            assertThat(ImageGolden.dense(spk, layer.outputs()))
                    .as(step)
                    .isEqualTo(Arrays.copyOfRange(file.values("spk"), t * size, (t + 1) * size));
            for (int b = 0; b < streams; b++) {
                int at = layer.membraneStart(state, spk, b);
                for (int j = 0; j < layer.outputs(); j++) {
                    assertThat((double) layer.membranes(state, spk)[at + j])
                            .as(step)
                            .isCloseTo(
                                    file.values("mem")[t * size + b * layer.outputs() + j],
                                    within(TOLERANCE));
                }
            }
        }
    }
}
