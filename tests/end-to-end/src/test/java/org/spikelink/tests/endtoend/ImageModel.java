package org.spikelink.tests.endtoend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/** A convolutional model for N-MNIST's sensor with layers of every type and seeded weights; it was not trained. */
final class ImageModel {
    private static final int SIDE = 34;
    private static final int CLASSES = 10;
    private static final int FIRST_WITH_STATE = 4;
    private static final long BIN_US = 10_000;
    private static final long SEED = 11;

    private ImageModel() {}

    static Model of() {
        InputSpec.Events input =
                new InputSpec.Events(
                        SIDE,
                        SIDE,
                        2,
                        1,
                        InputSpec.Value.COUNT,
                        new Slicing.Time(BIN_US, Slicing.Origin.FIRST_EVENT));
        ModelDocument document =
                new ModelDocument(
                        "image",
                        "1",
                        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                        input,
                        layers(input),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(12, 6, false),
                        null);
        return ModelFile.of(document, tensors(document.layers()));
    }

    private static List<LayerSpec> layers(InputSpec.Events input) {
        Conv2dSpec conv1 = new Conv2dSpec(input.image().orElseThrow(), 6, 5, 2, 1);
        LeakySpec lif1 = new LeakySpec(conv1.shape().out(), 0.0, Reset.NONE, null);
        Pool2dSpec pool = new Pool2dSpec(lif1.in(), new Pooling2d(2, Pooling2d.By.MAX));
        Conv2dSpec conv2 = new Conv2dSpec(pool.out(), 8, 3, 2, 1);
        LeakySpec lif2 = new LeakySpec(conv2.shape().out(), 0.7, Reset.SUBTRACT, null);
        SConv2dLstmSpec sclstm =
                new SConv2dLstmSpec(
                        lif2.in(), 4, 3, new Pooling2d(2, Pooling2d.By.AVG), Reset.ZERO, null);
        SlstmSpec slstm =
                new SlstmSpec(sclstm.outputs(), CLASSES, Reset.SUBTRACT, false, null, false, null);
        return List.of(conv1, lif1, pool, conv2, lif2, sclstm, slstm);
    }

    private static Map<String, Tensor> tensors(List<LayerSpec> layers) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Tensor> tensors = new HashMap<>();
        for (int n = 0; n < layers.size(); n++) {
            for (ParameterSpec parameter : layers.get(n).parameters()) {
                String name = "layers." + n + "." + parameter.name();
                if (parameter.name().equals("threshold")) {
                    tensors.put(name, Tensor.of(n > FIRST_WITH_STATE ? 0.02f : 0.4f));
                } else if (parameter.required()) {
                    tensors.put(name, uniform(random, parameter.shapes().get(0)));
                }
            }
        }
        return tensors;
    }

    private static Tensor uniform(SplittableRandom random, int[] shape) {
        float[] values = new float[(int) Tensor.size(shape)];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-0.5, 0.6);
        }
        return new Tensor(shape, values);
    }
}
