package org.spikelink.trainer.layer.slstm;

import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableType;

/** Creates trainable {@code slstm} layers. */
public final class SlstmTrainableType implements TrainableType {
    @Override
    public String name() {
        return "slstm";
    }

    @Override
    public TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters) {
        return new TrainableSlstm((SlstmSpec) spec, options, parameters);
    }

    /** Four gates, two states, three results and gradients. */
    @Override
    public long floatsPerStep(LayerSpec spec) {
        return 10L * spec.outputs();
    }
}
