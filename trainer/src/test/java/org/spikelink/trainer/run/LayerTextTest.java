package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.LayerTraining.Beta;

final class LayerTextTest {
    private static final SurrogateSpec ATAN = new SurrogateSpec("atan", Map.of());
    private static final InputSpec CAMERA =
            new InputSpec.Events(
                    34,
                    34,
                    2,
                    1,
                    InputSpec.Value.COUNT,
                    new Slicing.Time(10_000, Slicing.Origin.FIRST_EVENT));

    private static NetworkPlan plan(String layers) {
        return new NetworkPlan(
                LayerText.read(Arrays.asList(layers.split(","))),
                List.of(),
                NetworkPlan.Output.SLSTM,
                1,
                ReadoutSpec.Kind.MEAN_MEMBRANE,
                List.of(Reset.NONE),
                false,
                null,
                ATAN);
    }

    @Test
    void shortFormsAndNamesDescribeTheSameLayers() {
        List<LayerSpec> layers =
                plan("conv 12 k5 s2 bn, leaky, max 2, sconv2dlstm 8 k3 avg2 reset=zero, leaky beta=0.9"
                                + " learn_beta=per_channel reset=subtract, slstm 64, linear")
                        .specs(CAMERA, 10);

        Image first = new Image(12, 17, 17);
        Image pooled = new Image(12, 8, 8);
        Image lstm = new Image(8, 4, 4);
        assertThat(layers)
                .containsExactly(
                        new Conv2dSpec(new Image(2, 34, 34), 12, 5, 2, 2),
                        new LeakySpec(first, 0.0, Reset.NONE, ATAN),
                        new Pool2dSpec(first, new Pooling2d(2, Pooling2d.By.MAX)),
                        new SConv2dLstmSpec(
                                pooled, 8, 3, new Pooling2d(2, Pooling2d.By.AVG), Reset.ZERO, ATAN),
                        new LeakySpec(lstm, 0.9, Reset.SUBTRACT, ATAN),
                        new SlstmSpec(128, 64, Reset.NONE, false, null, false, ATAN),
                        new LinearSpec(64, 10));
        assertThat(
                        plan("conv2d channels=12 kernel=5 stride=2 padding=2 batch_norm=true,"
                                        + " pool2d kernel=2 by=max, linear outputs=10")
                                .specs(CAMERA, 10))
                .isEqualTo(plan("conv 12 k5 s2 p2 bn, max 2, linear").specs(CAMERA, 10));
    }

    @Test
    void trainingOptionsOfALayerAreItsOwn() {
        NetworkPlan plan = plan("conv 4 bn, leaky beta=0.5 learn_beta=scalar, linear");

        assertThat(plan.training())
                .containsEntry(0, new LayerTraining(true, Beta.FIXED))
                .containsEntry(1, new LayerTraining(false, Beta.SCALAR))
                .containsEntry(2, LayerTraining.DEFAULT);
        assertThat(plan.spikingLayers()).isEqualTo(1);
        assertThat(plan.bounded(List.of(3.0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cnv 4, linear | layers.0 'cnv 4': type must be one of conv, max, avg,",
                "cnv 4, linear | did you mean 'conv'?",
                "conv 4 stide=2, linear | stide must be an option of conv2d: channels, kernel, stride, padding, batch_norm; did"
                        + " you mean 'stride'?",
                "conv 4 4, linear | channels must be given once",
                "linear k3 | kernel must be an option of linear: outputs",
                "conv, linear | layers.0 'conv' behind [2, 34, 34]: channels must be 1..65536 (got 0)",
                "conv 4, leaky beta=x, linear | layers.1 'leaky beta=x' behind [4, 34, 34]: beta must be a number (got 'x')",
                "conv 4 k2.5, linear | k2.5 must be an option of conv2d",
                "leaky reset=never, linear | reset must be one of none, subtract, zero (got 'never')",
                "leaky learn_beta=scalar, linear | learn_beta needs a beta above 0 to start from",
                "max 40, linear | kernel must fit into the image of 34 x 34 (got 40)",
                "sconv2dlstm 4 pool=min2, linear | pool must be max or avg with the side of its squares",
                "sconv2dlstm 4 k4, linear | kernel must be odd, 1 or more (got 4)",
                "conv 4, leaky | layers must end with classes x population = 10 outputs (got 4624)",
                "slstm, linear | hidden"
            })
    void errorsNameTheLayerAndTheOption(String layers, String message) {
        assertThatThrownBy(() -> plan(layers).specs(CAMERA, 10)).hasMessageContaining(message);
    }
}
