package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.trainer.network.NetworkRun;
import org.spikelink.trainer.network.TrainableNetwork;

/** Copies what a run of one sequence holds. */
final class Traces {
    private static final float[] NONE = {};

    private Traces() {}

    static Trace of(TrainableNetwork network, NetworkRun run) {
        List<Integer> spiking = network.spikingLayers();
        List<Trace.Layer> layers = new ArrayList<>();
        for (int n = 0; n < network.document().layers().size(); n++) {
            int width = run.layer(n).width();
            boolean spikes = spiking.contains(n);
            layers.add(
                    new Trace.Layer(
                            width,
                            spikes ? rows(run, run.layer(n).outputs(), width) : NONE,
                            spikes ? rows(run, run.currents(n), width) : NONE,
                            rows(run, run.layer(n).membranes(), width)));
        }
        return new Trace(layers);
    }

    private static float[] rows(NetworkRun run, float[] values, int width) {
        return Arrays.copyOfRange(values, run.rows().sequences() * width, run.rows().end() * width);
    }
}
