package org.spikelink.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.pool2d.Pool2dLayer;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Tensor;

/** Spikes and values pooled as PyTorch does. */
final class Pool2dGoldenTest {
    private static final double TOLERANCE = 1e-6;

    @Test
    void outputsAreThoseOfPyTorch() throws IOException {
        for (GoldenFile file : ImageGolden.all("pool2d")) {
            for (String name : List.of("spikes", "values")) {
                check(file, file.tensor(name), file.values("pooled_" + name));
            }
        }
    }

    private static void check(GoldenFile file, Tensor x, float[] expected) {
        Image in = new Image(x.shape()[2], x.shape()[3], x.shape()[4]);
        Pool2dSpec spec =
                new Pool2dSpec(
                        in,
                        new Pooling2d(
                                Integer.parseInt(file.metadata().get("kernel")),
                                Pooling2d.By.valueOf(
                                        file.metadata().get("by").toUpperCase(Locale.ROOT))));
        Pool2dLayer layer = new Pool2dLayer(spec);
        LayerState state = new LayerState(spec.state());
        FrameGroup frame = new FrameGroup();
        FrameGroup out = new FrameGroup();
        int n = 0;
        for (int t = 0; t < x.shape()[0]; t++) {
            ImageGolden.fill(frame, x, t);
            layer.step(frame, state, out);
            float[] membranes = layer.membranes(state, out);
            for (float value : ImageGolden.dense(out, layer.outputs())) {
                int inStep = n % (x.shape()[1] * layer.outputs());
                assertThat(membranes[inStep]).isEqualTo(value);
                assertThat((double) value)
                        .as("%s [%d]", file, n)
                        .isCloseTo(expected[n], within(TOLERANCE));
                n++;
            }
        }
        assertThat(n).isEqualTo(expected.length);
    }
}
