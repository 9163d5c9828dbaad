package org.spikelink.core.bits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dLayer;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakyLayer;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.pool2d.Pool2dLayer;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Reset;

/**
 * A convolution, leaky neurons, and pooling, with what they are given, all of it drawn from {@code seed}.
 *
 * @param loud whether some biases are above the threshold
 */
record ImageCase(
        Conv2dSpec conv,
        LeakySpec leaky,
        Pool2dSpec pool,
        boolean bias,
        boolean perChannel,
        boolean loud,
        float scale,
        int streams,
        int steps,
        long seed) {
    private static final List<Reset> RESETS = List.of(Reset.NONE, Reset.SUBTRACT, Reset.ZERO);

    static ImageCase draw(SplittableRandom random) {
        int kernel = 1 + random.nextInt(random.nextInt(4) == 0 ? 9 : 5);
        int padding = random.nextInt(kernel + 1);
        Image in =
                new Image(
                        1 + random.nextInt(4),
                        kernel + random.nextInt(20),
                        kernel + random.nextInt(random.nextInt(8) == 0 ? 150 : 20));
        int channels = 1 + random.nextInt(random.nextInt(4) == 0 ? 70 : 20);
        Conv2dSpec conv =
                new Conv2dSpec(in, channels, kernel, 1 + random.nextInt(kernel + 1), padding);
        boolean stateless = random.nextInt(2) == 0;
        LeakySpec leaky =
                new LeakySpec(
                        conv.shape().out(),
                        stateless ? 0.0 : null,
                        stateless ? Reset.NONE : RESETS.get(random.nextInt(RESETS.size())),
                        null);
        int side = Math.min(leaky.in().height(), leaky.in().width());
        Pooling2d pooling =
                new Pooling2d(
                        1 + random.nextInt(Math.min(side, 4)),
                        random.nextBoolean() ? Pooling2d.By.MAX : Pooling2d.By.AVG);
        return new ImageCase(
                conv,
                leaky,
                new Pool2dSpec(leaky.in(), pooling),
                random.nextInt(4) != 0,
                random.nextBoolean(),
                random.nextInt(4) == 0,
                Models.anyScale(random),
                1 + random.nextInt(4),
                2 + random.nextInt(3),
                random.nextLong());
    }

    /** The same, pooled by max in squares that cover the image, of a side of more than 1 if there is one. */
    ImageCase covered() {
        Image image = leaky.in();
        int side = 5;
        while (image.height() % side != 0 || image.width() % side != 0) {
            side--;
        }
        Pooling2d pooling = new Pooling2d(side, Pooling2d.By.MAX);
        return new ImageCase(
                conv,
                leaky,
                new Pool2dSpec(image, pooling),
                bias,
                perChannel,
                loud,
                scale,
                streams,
                steps,
                seed);
    }

    Conv2dLayer convLayer(KernelChoice.Kind kernel) {
        return new Conv2dLayer(conv, convWeights(), kernel);
    }

    LeakyLayer leakyLayer(KernelChoice.Kind kernel) {
        Map<String, float[]> values = new HashMap<>();
        values.put("threshold", thresholds());
        values.put("beta", betas());
        return new LeakyLayer(leaky, new LayerWeights(leaky, values), kernel);
    }

    Pool2dLayer poolLayer() {
        return new Pool2dLayer(pool);
    }

    LayerWeights convWeights() {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> values = new HashMap<>();
        values.put("weight", Models.values(random, scale, conv.shape().weights()));
        if (bias) {
            values.put("bias", Models.values(random, loud ? 3 * scale : scale, conv.channels()));
        }
        return new LayerWeights(conv, values);
    }

    /** Up to twice the size of the weights; 0 and -0 among them. */
    private float[] thresholds() {
        SplittableRandom random = new SplittableRandom(seed + 1);
        float[] values = Models.values(random, scale, perChannel ? conv.channels() : 1);
        for (int c = 0; c < values.length; c++) {
            values[c] = random.nextInt(16) == 0 ? values[c] * -0f : values[c] + scale;
        }
        return values;
    }

    /** Some are clamped. */
    private float[] betas() {
        SplittableRandom random = new SplittableRandom(seed + 2);
        float[] values = new float[perChannel ? conv.channels() : 1];
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) (random.nextDouble() * 1.4 - 0.2);
        }
        return values;
    }

    RandomFrames frames() {
        return new RandomFrames(
                new Shape(conv.inputs(), 1, streams, steps), new SplittableRandom(seed + 3));
    }

    /** The same inputs with zeros among them; {@code rows} of the streams stay. */
    FrameGroup withZeros(FrameGroup x) {
        FrameGroup all = new FrameGroup();
        for (int b = 0; b < x.streams(); b++) {
            int n = x.start(b);
            for (int index = 0; index < conv.inputs(); index++) {
                boolean active = n < x.end(b) && x.indices()[n] == index;
                all.add(index, active ? x.values()[n++] : 0f);
            }
            all.endStream(x.row(b));
        }
        return all;
    }
}
