package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.network.Network;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.learn.LayerActivity;

/** Firing rates of the neurons of the deployed network. */
public final class DeployedActivity {
    private DeployedActivity() {}

    /** Firing rates of all spiking layers, over examples as they were recorded. */
    public static List<LayerActivity> of(DeployedNetwork network, List<Example> examples) {
        List<LayerActivity> layers = new ArrayList<>();
        long[] steps = new long[1];
        for (Example example : examples) {
            network.classOf(
                    example.sequence(),
                    (stepped, t) -> {
                        steps[0]++;
                        count(stepped, layers);
                    });
        }
        layers.forEach(layer -> divide(layer.rates(), steps[0]));
        return layers;
    }

    private static void count(Network network, List<LayerActivity> layers) {
        if (layers.isEmpty()) {
            for (int n = 0; n < network.layerCount(); n++) {
                if (network.layer(n).spec().spikes()) {
                    layers.add(new LayerActivity(n, new double[network.layer(n).outputs()]));
                }
            }
        }
        for (LayerActivity layer : layers) {
            FrameGroup spk = network.output(layer.layer());
            for (int n = spk.start(0); n < spk.end(0); n++) {
                layer.rates()[spk.indices()[n]]++;
            }
        }
    }

    private static void divide(double[] rates, long steps) {
        for (int n = 0; n < rates.length; n++) {
            rates[n] /= steps;
        }
    }
}
