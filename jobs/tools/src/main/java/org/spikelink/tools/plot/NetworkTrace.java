package org.spikelink.tools.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.Network;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.evaluation.OfflineStream;

/**
 * What a network does with one recording, step by step, as {@code evaluate} and the job run it.
 *
 * @param spikes of all spiking layers
 * @param layer whose membranes are kept
 * @param membranes [steps] of the layer's outputs
 * @param outputs [steps] membranes of the last layer, which may be the same
 * @param classes that were decided
 */
record NetworkTrace(
        SpikeSteps spikes,
        int layer,
        List<float[]> membranes,
        List<float[]> outputs,
        List<Classification> classes) {
    /** Values kept at most: 400 MB. */
    private static final long MOST_VALUES = 100_000_000;

    /**
     * Runs a recording.
     *
     * @param layer whose membranes are kept
     * @throws RecordingException if it cannot be read, or the model rejects a batch of it
     */
    static NetworkTrace of(Model model, Recording recording, int layer) {
        checkLayer(model, layer);
        Run run = new Run(recording, layer);
        StreamStepper stepper =
                new StreamStepper(
                        model,
                        StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL),
                        run::stepped);
        PlayOptions play = PlayOptions.of(model.document().input(), CutOptions.DEFAULT_BATCH_US);
        new OfflineStream(stepper, play).run(recording, run::take);
        SpikeSteps spikes = SpikeSteps.of(recording.name(), run.spikes);
        return new NetworkTrace(spikes, layer, run.membranes, run.outputs, run.classes);
    }

    private static void checkLayer(Model model, int layer) {
        List<LayerSpec> layers = model.document().layers();
        if (layer >= layers.size()) {
            throw new SpikelinkException(
                    "layer must be one of the model's layers 0..%d (got %d)"
                            .formatted(layers.size() - 1, layer));
        }
        LayerSpec spec = layers.get(layer);
        if (layer < layers.size() - 1 && spec.state().variables().isEmpty()) {
            throw new SpikelinkException(
                    "layer must be one that keeps membranes, or the last one (got %d, a %s)"
                            .formatted(layer, spec.type()));
        }
    }

    private static final class Run {
        private final Recording recording;
        private final int layer;
        private final List<SpikeBatch> spikes = new ArrayList<>();
        private final List<float[]> membranes = new ArrayList<>();
        private final List<float[]> outputs = new ArrayList<>();
        private final List<Classification> classes = new ArrayList<>();
        private long values;

        Run(Recording recording, int layer) {
            this.recording = recording;
            this.layer = layer;
        }

        void take(Outgoing out) {
            if (out instanceof Rejected rejected) {
                throw new RecordingException(recording.path().toString(), rejected.error());
            } else if (out instanceof SpikeBatch batch) {
                spikes.add(batch);
            } else if (out instanceof Classification found) {
                classes.add(found);
            }
        }

        void stepped(Network network, int b) {
            int last = network.layerCount() - 1;
            float[] ofLast = membranes(network, last, b);
            outputs.add(ofLast);
            membranes.add(layer == last ? ofLast : membranes(network, layer, b));
            values += ofLast.length + (layer == last ? 0 : membranes.get(0).length);
            if (values > MOST_VALUES) {
                throw new SpikelinkException(
                        "%s: its membranes over all steps must be at most %d values: draw a part of it with --time-range"
                                .formatted(recording.path(), MOST_VALUES));
            }
        }

        private static float[] membranes(Network network, int n, int b) {
            Layer layer = network.layer(n);
            int start = layer.membraneStart(network.state(n), network.output(n), b);
            float[] all = layer.membranes(network.state(n), network.output(n));
            return Arrays.copyOfRange(all, start, start + layer.outputs());
        }
    }
}
