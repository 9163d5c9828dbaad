package org.spikelink.tests.benchmarks.sensors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
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

/**
 * The convolutional reference network for a camera of 128 x 128 pixels, with seeded random weights: conv 16 k5 s2, leaky, max
 * 2, conv 32 k3 s2, leaky, conv 64 k3 s2, leaky, max 2, SLSTM 128, linear. Thresholds are such that a step of
 * {@value #ACTIVE} active inputs takes about half a million synaptic operations.
 */
public final class ConvModel {
    /** Active inputs of a usual step. */
    public static final int ACTIVE = 900;

    /** Length of a bin, µs. */
    public static final long BIN_US = 20_000;

    private static final int SIDE = 128;
    private static final int HIDDEN = 128;
    private static final int CLASSES = 10;
    private static final int WINDOW_BINS = 50;
    private static final long SEED = 7;

    /** Of the leaky layers and the SLSTM, in their order. */
    private static final float[] THRESHOLDS = {0.42f, 0.25f, 0.2f, 0.1f};

    private ConvModel() {}

    /** The model. */
    public static Model of() {
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
                        "bench-conv",
                        "1",
                        IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                        input,
                        layers(input.image().orElseThrow()),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(WINDOW_BINS, WINDOW_BINS, true),
                        null);
        return ModelFile.of(document, tensors(document.layers()));
    }

    private static List<LayerSpec> layers(Image in) {
        Conv2dSpec conv1 = new Conv2dSpec(in, 16, 5, 2, 2);
        LeakySpec lif1 = leaky(conv1);
        Pool2dSpec pool1 = new Pool2dSpec(lif1.in(), new Pooling2d(2, Pooling2d.By.MAX));
        Conv2dSpec conv2 = new Conv2dSpec(pool1.out(), 32, 3, 2, 1);
        LeakySpec lif2 = leaky(conv2);
        Conv2dSpec conv3 = new Conv2dSpec(lif2.in(), 64, 3, 2, 1);
        LeakySpec lif3 = leaky(conv3);
        Pool2dSpec pool2 = new Pool2dSpec(lif3.in(), new Pooling2d(2, Pooling2d.By.MAX));
        return List.of(
                conv1,
                lif1,
                pool1,
                conv2,
                lif2,
                conv3,
                lif3,
                pool2,
                new SlstmSpec(pool2.outputs(), HIDDEN, Reset.NONE, false, null, false, null),
                new LinearSpec(HIDDEN, CLASSES));
    }

    private static LeakySpec leaky(Conv2dSpec conv) {
        return new LeakySpec(conv.shape().out(), 0.0, Reset.NONE, null);
    }

    /** As torch starts them, uniform in ±1/sqrt(fan-in), without biases of convolutions. */
    private static Map<String, Tensor> tensors(List<LayerSpec> layers) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Tensor> tensors = new HashMap<>();
        int spiking = 0;
        for (int n = 0; n < layers.size(); n++) {
            for (ParameterSpec parameter : layers.get(n).parameters()) {
                String name = "layers." + n + "." + parameter.name();
                if (parameter.name().equals("threshold")) {
                    tensors.put(name, Tensor.of(THRESHOLDS[spiking++]));
                } else if (parameter.required()) {
                    tensors.put(name, uniform(random, parameter.shapes().get(0)));
                }
            }
        }
        return tensors;
    }

    private static Tensor uniform(SplittableRandom random, int[] shape) {
        long size = Tensor.size(shape);
        double bound = 1 / Math.sqrt((double) size / shape[0]);
        float[] values = new float[(int) size];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-bound, bound);
        }
        return new Tensor(shape, values);
    }
}
