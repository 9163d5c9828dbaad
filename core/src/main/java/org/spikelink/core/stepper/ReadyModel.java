package org.spikelink.core.stepper;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;

/**
 * A model whose network is built and has made a few steps, so that a {@link StreamStepper} can use it at once. Made on any
 * thread; then one stepper owns it.
 */
public final class ReadyModel {
    private static final int WARM_STEPS = 3;
    private static final int WARM_INPUTS = 64;

    private final StepperParts parts;

    private ReadyModel(StepperParts parts) {
        this.parts = parts;
    }

    /**
     * Builds the network of a model.
     *
     * @param readsSpikes whether the stepper's {@link StepObserver} reads the spikes of all layers
     * @throws org.spikelink.core.model.ModelException if its reports could exceed a Kafka record
     */
    public static ReadyModel of(Model model, StepperOptions options, boolean readsSpikes) {
        StreamStepper.check(model.document(), options);
        StepperParts parts = StepperParts.of(model, options, readsSpikes);
        warm(parts.network(), model.document().input().size());
        return new ReadyModel(parts);
    }

    /** Reads all weights that a step reads, so that the first step of a stream finds them in memory. */
    private static void warm(Network network, int inputs) {
        FrameGroup frame = new FrameGroup();
        network.start(0);
        for (int step = 0; step < WARM_STEPS; step++) {
            frame.clear();
            int stride = Math.max(1, inputs / WARM_INPUTS);
            for (int index = step % stride; index < inputs; index += stride) {
                frame.add(index, 1f);
            }
            frame.endStream(0);
            network.step(frame);
        }
        network.start(0);
    }

    StepperParts parts() {
        return parts;
    }

    public ModelDocument document() {
        return parts.document();
    }

    /** Of the model's file, 64 hexadecimal digits. */
    public String sha256() {
        return parts.sha256();
    }
}
