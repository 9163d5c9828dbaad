package org.spikelink.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.network.ModelWarnings;

/** Shapes of images that do not fit, or that no machine could hold, are rejected before anything is allocated. */
final class ImageRulesTest {
    private static final Image IN = new Image(2, 8, 8);

    private static void rejects(Runnable made, String message) {
        assertThatThrownBy(made::run)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void sizesAreBounded() {
        rejects(() -> new Conv2dSpec(new Image(0, 8, 8), 1, 3, 1, 0), "in must be [channels");
        rejects(
                () -> new Conv2dSpec(new Image(1, 1 << 30, 1 << 30), 1, 3, 1, 0),
                "with at most 16777216 values");
        rejects(() -> new Conv2dSpec(IN, 0, 3, 1, 0), "channels must be 1..65536 (got 0)");
        rejects(() -> new Conv2dSpec(IN, 1, 65, 1, 64), "kernel must be 1..64 (got 65)");
        rejects(() -> new Conv2dSpec(IN, 1, 9, 1, 0), "kernel must fit into the padded image");
        rejects(() -> new Conv2dSpec(IN, 1, 3, 0, 0), "stride must be 1..64 (got 0)");
        rejects(() -> new Conv2dSpec(IN, 1, 3, 1, -1), "padding must be 0..64 (got -1)");
        rejects(
                () -> new Conv2dSpec(IN, Integer.MAX_VALUE, 3, 1, 1),
                "channels must be 1..65536 (got 2147483647)");
        rejects(
                () -> new Conv2dSpec(new Image(200, 8, 8), 1 << 16, 3, 2, 1),
                "channels x channels of in x kernel x kernel must be at most 67108864");
        rejects(
                () -> new Conv2dSpec(new Image(1, 4000, 4000), 4, 3, 1, 1),
                "outputs must be [channels, height, width]");
        rejects(
                () -> new Conv2dSpec(new Image(1, 4096, 4096), 1, 3, 1, 1),
                "height and width as 6 more (got 16 x 4102 x 4102 = 269222464)");
        rejects(
                () -> new Conv2dSpec(new Image(300, 4, 4), 64, 1, 64, 0),
                "kernel as the next multiple of stride (got 64 x 300 x 64 x 64 = 78643200)");
        rejects(() -> new Pooling2d(0, Pooling2d.By.MAX), "kernel must be 1..64 (got 0)");
        rejects(
                () -> new Pool2dSpec(IN, new Pooling2d(9, Pooling2d.By.AVG)),
                "kernel must fit into the image of 8 x 8 (got 9)");
        rejects(() -> new SConv2dLstmSpec(IN, 4, 4, null, Reset.NONE, null), "kernel must be odd");
        rejects(
                () -> new SConv2dLstmSpec(IN, 4, -3, null, Reset.NONE, null),
                "kernel must be odd, 1 or more (got -3)");
        rejects(
                () ->
                        new SConv2dLstmSpec(
                                IN, 4, 3, new Pooling2d(9, Pooling2d.By.MAX), Reset.NONE, null),
                "pool.kernel must fit into the image of 8 x 8 (got 9)");
        rejects(
                () -> new SConv2dLstmSpec(IN, 1 << 30, 3, null, Reset.NONE, null),
                "channels must be 1..65536");
    }

    @Test
    void anImageMustBeWhatComesBeforeIt() {
        Conv2dSpec conv = new Conv2dSpec(IN, 4, 3, 2, 1);
        rejects(
                () ->
                        Models.document(
                                conv, new LeakySpec(new Image(4, 2, 8), 0.0, Reset.NONE, null)),
                "layers.1.in must be [4, 4, 4], the shape of what comes before it (got [4, 2, 8])");
        rejects(
                () -> Models.document(Models.slstm(3, 9), new Conv2dSpec(IN, 1, 3, 1, 0)),
                "layers.1.in, in all, must be 9, the outputs of what comes before it (got 128)");
        assertThat(Models.document(conv, Models.slstm(64, 3)).layers()).hasSize(2);
    }

    @Test
    void aBiasAboveTheNextThresholdGivesAWarning() {
        Conv2dSpec conv = new Conv2dSpec(IN, 2, 3, 1, 1);
        LeakySpec leaky = new LeakySpec(conv.shape().out(), 0.0, Reset.NONE, null);
        LayerWeights weights =
                new LayerWeights(
                        conv,
                        java.util.Map.of("weight", new float[36], "bias", new float[] {0.5f, 2}));
        LayerWeights next = new LayerWeights(leaky, java.util.Map.of("threshold", new float[] {1}));
        Model model =
                new Model(Models.document(conv, leaky), List.of(weights, next), "0".repeat(64));
        assertThat(ModelWarnings.of(model))
                .singleElement()
                .asString()
                .startsWith("layers.0: the bias of 1 of 2 channels alone is above the threshold");
    }
}
