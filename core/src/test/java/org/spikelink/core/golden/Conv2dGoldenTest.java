package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.conv2d.Conv2dLayer;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Tensor;

/** Convolutions as PyTorch computes them. */
final class Conv2dGoldenTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @EnumSource
    void outputsAreThoseOfPyTorch(KernelChoice.Kind kind) throws IOException {
        for (GoldenFile file : ImageGolden.all("conv2d")) {
            Tensor x = file.tensor("x");
            Conv2dSpec spec =
                    new Conv2dSpec(
                            new Image(x.shape()[2], x.shape()[3], x.shape()[4]),
                            file.tensor("weight").shape()[0],
                            number(file, "kernel"),
                            number(file, "stride"),
                            number(file, "padding"));
            Map<String, float[]> weights = new HashMap<>();
            weights.put("weight", file.values("weight"));
            if (file.flag("bias")) {
                weights.put("bias", file.values("bias"));
            }
            check(file, new Conv2dLayer(spec, new LayerWeights(spec, weights), kind));
        }
    }

    private static int number(GoldenFile file, String key) {
        return Integer.parseInt(file.metadata().get(key));
    }

    private static void check(GoldenFile file, Conv2dLayer layer) {
        Tensor x = file.tensor("x");
        float[] expected = file.values("y");
        LayerState state = new LayerState(layer.spec().state());
        FrameGroup frame = new FrameGroup();
        FrameGroup out = new FrameGroup();
        int n = 0;
        for (int t = 0; t < x.shape()[0]; t++) {
            ImageGolden.fill(frame, x, t);
            layer.step(frame, state, out);
            for (float value : ImageGolden.dense(out, layer.outputs())) {
                assertThat((double) value)
                        .as("%s y[%d]", file, n)
                        .isCloseTo(expected[n], within(TOLERANCE + 4e-7 * Math.abs(expected[n])));
                n++;
            }
        }
        assertThat(n).isEqualTo(expected.length);
    }
}
