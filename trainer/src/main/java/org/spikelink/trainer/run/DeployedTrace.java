package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.LayerState;
import org.spikelink.core.network.Network;
import org.spikelink.core.network.SlstmLayer;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.learn.Trace;

/** What every layer of the deployed network did along one sequence. */
public final class DeployedTrace {
    private DeployedTrace() {}

    public static Trace of(DeployedNetwork network, LabelledSequence sequence) {
        List<Trace.Layer> layers = new ArrayList<>();
        network.classOf(sequence, (stepped, t) -> record(stepped, t, sequence.steps(), layers));
        return new Trace(layers);
    }

    private static void record(Network network, int t, int steps, List<Trace.Layer> layers) {
        for (int n = 0; n < network.layerCount(); n++) {
            if (t == 0) {
                layers.add(empty(network, n, steps));
            }
            Trace.Layer to = layers.get(n);
            FrameGroup out = network.output(n);
            int at = t * to.outputs();
            if (to.spk().length == 0) {
                System.arraycopy(out.values(), out.start(0), to.mem(), at, to.outputs());
                continue;
            }
            for (int i = out.start(0); i < out.end(0); i++) {
                to.spk()[at + out.indices()[i]] = 1;
            }
            LayerState state = network.state(n);
            System.arraycopy(state.syn(), state.offset(0), to.syn(), at, to.outputs());
            System.arraycopy(state.mem(), state.offset(0), to.mem(), at, to.outputs());
        }
    }

    private static Trace.Layer empty(Network network, int n, int steps) {
        int outputs = network.layer(n).outputs();
        int spiking = network.layer(n) instanceof SlstmLayer ? steps * outputs : 0;
        return new Trace.Layer(
                outputs, new float[spiking], new float[spiking], new float[steps * outputs]);
    }
}
