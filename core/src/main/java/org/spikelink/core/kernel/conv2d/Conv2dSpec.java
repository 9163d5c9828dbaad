package org.spikelink.core.kernel.conv2d;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spikelink.core.kernel.ConvolutionShape;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.StateSpec;
import org.spikelink.core.layer.TorchNames;

/**
 * A convolution with a square kernel (torch: {@code Conv2d}), stateless, with real-valued outputs. Parameters: weight
 * [channels][C][K][K], bias [channels] or none.
 *
 * @param in shape of the inputs, (C, H, W)
 * @param channels of the outputs
 * @param kernel side K
 * @param stride from one place of the kernel to the next
 * @param padding zeros on each side of the image
 */
public record Conv2dSpec(Image in, int channels, int kernel, int stride, int padding)
        implements LayerSpec {
    static final String TYPE = "conv2d";
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    private static final int DIMENSIONS = 4; // of weight

    public Conv2dSpec {
        ConvolutionShape.requireChannels(channels);
        new ConvolutionShape(in, channels, kernel, stride, padding); // checks all sizes
    }

    /** The sizes. */
    public ConvolutionShape shape() {
        return new ConvolutionShape(in, channels, kernel, stride, padding);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int inputs() {
        return (int) in.size();
    }

    @Override
    public int outputs() {
        return (int) shape().out().size();
    }

    @Override
    public Optional<Image> inputImage() {
        return Optional.of(in);
    }

    @Override
    public Optional<Image> outputImage() {
        return Optional.of(shape().out());
    }

    @Override
    public boolean spikes() {
        return false;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required(WEIGHT, channels, in.channels(), kernel, kernel),
                ParameterSpec.optional(BIAS, channels));
    }

    @Override
    public long denseInputOperations() {
        return shape().denseOperations();
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("in", in.json());
        json.put("channels", channels);
        json.put("kernel", kernel);
        json.put("stride", stride);
        json.put("padding", padding);
        return json;
    }

    @Override
    public TorchNames torchNames() {
        return new TorchNames(
                "conv",
                WEIGHT,
                DIMENSIONS,
                List.of(
                        new TorchNames.Parameter(WEIGHT, WEIGHT),
                        new TorchNames.Parameter(BIAS, BIAS)));
    }

    @Override
    public boolean takesBatchNorm() {
        return true;
    }

    @Override
    public double largestPreactivation(LayerWeights weights, double largestInput) {
        double fanIn = (double) in.channels() * kernel * kernel;
        return fanIn * weights.largest(WEIGHT) * largestInput + weights.largest(BIAS);
    }

    @Override
    public double largestOutput(LayerWeights weights, double largestPreactivation) {
        return largestPreactivation;
    }

    @Override
    public List<String> warningsBefore(LayerWeights weights, LayerWeights next) {
        float[] thresholds = next.spec().thresholds(next);
        boolean compares = thresholds.length == 1 || thresholds.length == channels;
        if (!compares || !next.spec().state().equals(StateSpec.NONE) || !weights.has(BIAS)) {
            return List.of();
        }
        int always = 0;
        for (int c = 0; c < channels; c++) {
            always += weights.get(BIAS)[c] > thresholds[thresholds.length == 1 ? 0 : c] ? 1 : 0;
        }
        return always == 0
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "the bias of %d of %d channels alone is above the threshold of the next layer: its neurons"
                                        + " spike in every step where no input reaches them, and steps take longer",
                                always,
                                channels));
    }

    @Override
    public Layer newLayer(LayerWeights weights) {
        return new Conv2dLayer(this, weights);
    }
}
