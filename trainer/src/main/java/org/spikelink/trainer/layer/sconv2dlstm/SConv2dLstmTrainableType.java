package org.spikelink.trainer.layer.sconv2dlstm;

import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableType;

/** Creates trainable {@code sconv2dlstm} layers. */
public final class SConv2dLstmTrainableType implements TrainableType {
    @Override
    public String name() {
        return "sconv2dlstm";
    }

    @Override
    public TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters) {
        return new TrainableSConv2dLstm((SConv2dLstmSpec) spec, options, parameters);
    }

    /** Of each neuron four gates, two states and a result; of each output two values and their gradients. */
    @Override
    public long floatsPerStep(LayerSpec spec) {
        return 7 * ((SConv2dLstmSpec) spec).neurons().size() + 4L * spec.outputs();
    }
}
