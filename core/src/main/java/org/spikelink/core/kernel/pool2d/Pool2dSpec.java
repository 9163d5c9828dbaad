package org.spikelink.core.kernel.pool2d;

import static org.spikelink.core.model.ModelException.requireImage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.TorchNames;

/**
 * Pools images, stateless and without parameters.
 *
 * @param in shape of the inputs, (C, H, W)
 * @param pooling squares and how they are combined
 */
public record Pool2dSpec(Image in, Pooling2d pooling) implements LayerSpec {
    static final String TYPE = "pool2d";

    public Pool2dSpec {
        requireImage("in", in);
        pooling.requireFits("kernel", in);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int inputs() {
        return (int) in.size();
    }

    /** Shape of the outputs. */
    public Image out() {
        return pooling.out(in);
    }

    @Override
    public int outputs() {
        return (int) out().size();
    }

    @Override
    public Optional<Image> inputImage() {
        return Optional.of(in);
    }

    @Override
    public Optional<Image> outputImage() {
        return Optional.of(out());
    }

    @Override
    public boolean spikes() {
        return false;
    }

    @Override
    public boolean outputsAreSpikes(boolean inputsAreSpikes) {
        return inputsAreSpikes && pooling.by() == Pooling2d.By.MAX;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of();
    }

    /** It has no weights. */
    @Override
    public long denseInputOperations() {
        return 0;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("in", in.json());
        json.putAll(pooling.json());
        return json;
    }

    @Override
    public TorchNames torchNames() {
        return TorchNames.NONE;
    }

    /** The sum of a square, before it is divided. */
    @Override
    public double largestPreactivation(LayerWeights weights, double largestInput) {
        return largestInput * pooling.kernel() * pooling.kernel();
    }

    @Override
    public double largestOutput(LayerWeights weights, double largestPreactivation) {
        return largestPreactivation / (pooling.kernel() * pooling.kernel());
    }

    @Override
    public Layer newLayer(LayerWeights weights) {
        return new Pool2dLayer(this);
    }
}
