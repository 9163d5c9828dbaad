package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.network.Network;
import org.spikelink.core.network.SlstmLayer;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;

/** Gathers the spikes of one stream's steps into {@link SpikeBatch}es that stay well below a Kafka record's size. */
final class SpikeRecorder {
    /** Of the longest encoding, JSON; half a record of the default size. */
    private static final int MAX_BYTES = 500_000;

    /** What a single step may take, for it cannot be cut. */
    private static final int MAX_STEP_BYTES = 900_000;

    private static final int BYTES_PER_STEP = 80;
    private static final int BYTES_PER_LAYER = 40;
    private static final int BYTES_PER_SPIKE = 9;

    private final String model;
    private final int[] layers;
    private final boolean enabled;
    private List<SpikeBatch.Step> steps = new ArrayList<>();
    private long firstStep;
    private int bytes;

    SpikeRecorder(Network network, String model, StepperOptions options) {
        this.model = model;
        this.enabled = options.spikes() != StepperOptions.Spikes.NONE;
        this.layers = spikingLayers(network, options.spikes());
    }

    /**
     * Checks that a step in which every neuron spikes fits a Kafka record.
     *
     * @throws ModelException if it does not
     */
    static void check(ModelDocument model, StepperOptions.Spikes spikes) {
        long largest = 0;
        for (LayerSpec layer : model.layers()) {
            long bytes = BYTES_PER_LAYER + (long) BYTES_PER_SPIKE * layer.outputs();
            largest = spikes == StepperOptions.Spikes.ALL ? largest + bytes : bytes;
        }
        if (spikes != StepperOptions.Spikes.NONE && largest > MAX_STEP_BYTES) {
            throw new ModelException(
                    "a step of the layers reported must fit a record: at most "
                            + MAX_STEP_BYTES
                            + " bytes if all neurons spike (got "
                            + largest
                            + "): report fewer layers");
        }
    }

    private static int[] spikingLayers(Network network, StepperOptions.Spikes spikes) {
        int[] all = new int[network.layerCount()];
        int count = 0;
        for (int n = 0; n < all.length; n++) {
            if (network.layer(n) instanceof SlstmLayer) {
                all[count++] = n;
            }
        }
        int from = spikes == StepperOptions.Spikes.ALL ? 0 : Math.max(0, count - 1);
        return Arrays.copyOfRange(all, from, count);
    }

    /** Takes the spikes of the step that {@code network} has just made for stream {@code b} of its group. */
    void record(Network network, int b, long step, long binStartUs, long binUs) {
        if (!enabled) {
            return;
        }
        if (steps.isEmpty()) {
            firstStep = step;
        }
        int[][] neurons = new int[layers.length][];
        for (int n = 0; n < layers.length; n++) {
            FrameGroup spk = network.output(layers[n]);
            neurons[n] = Arrays.copyOfRange(spk.indices(), spk.start(b), spk.end(b));
            bytes += BYTES_PER_LAYER + BYTES_PER_SPIKE * neurons[n].length;
        }
        bytes += BYTES_PER_STEP;
        steps.add(new SpikeBatch.Step(binStartUs, binUs, neurons));
    }

    boolean isFull() {
        return bytes >= MAX_BYTES;
    }

    /** Sends what was gathered, all of it of one session; nothing if no step was recorded. */
    void flush(long session, SensorBatch cause, Consumer<? super Outgoing> out) {
        if (steps.isEmpty()) {
            return;
        }
        out.accept(
                new SpikeBatch(
                        cause.stream(),
                        session,
                        firstStep,
                        model,
                        cause.origin().timestampMs(),
                        layers,
                        steps));
        steps = new ArrayList<>();
        bytes = 0;
    }
}
