package org.spikelink.core.network;

import java.util.HashMap;
import java.util.Map;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/**
 * A layer whose neurons hold mem = tanh(tanh(drive)) in every step, whatever came before, but for the reset; stepped
 * without input. One neuron for each drive.
 */
final class ConstantMembranes {
    private final Network network;
    private final FrameGroup silence = new FrameGroup();

    ConstantMembranes(
            Reset reset, boolean inhibition, StateQuant quant, float[] drives, float... threshold) {
        network = new Network(model(reset, inhibition, quant, drives, threshold));
        network.start(0);
        silence.endStream(0);
    }

    static Model model(
            Reset reset, boolean inhibition, StateQuant quant, float[] drives, float... threshold) {
        int hidden = drives.length;
        LayerSpec layer = Models.slstm(1, hidden, reset, inhibition, quant, false);
        float[] bias = new float[4 * hidden];
        for (int j = 0; j < hidden; j++) {
            bias[j] = 30;
            bias[hidden + j] = -30;
            bias[2 * hidden + j] = drives[j];
            bias[3 * hidden + j] = 30;
        }
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put(
                "layers.0.weight_ih", new Tensor(new int[] {4 * hidden, 1}, new float[4 * hidden]));
        tensors.put(
                "layers.0.weight_hh",
                new Tensor(new int[] {4 * hidden, hidden}, new float[4 * hidden * hidden]));
        tensors.put("layers.0.bias_ih", Tensor.of(bias));
        tensors.put("layers.0.bias_hh", Tensor.of(new float[4 * hidden]));
        tensors.put("layers.0.threshold", Tensor.of(threshold));
        return ModelFile.of(Models.document(layer), tensors);
    }

    /** The neurons that spike in the next step. */
    int[] step() {
        network.step(silence);
        FrameGroup spk = network.output(0);
        return java.util.Arrays.copyOfRange(spk.indices(), spk.start(0), spk.end(0));
    }

    float mem(int j) {
        return network.state(0).values(SlstmSpec.MEM)[network.state(0).offset(0) + j];
    }

    float syn(int j) {
        return network.state(0).values(SlstmSpec.SYN)[network.state(0).offset(0) + j];
    }
}
