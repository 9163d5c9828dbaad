package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spikelink.core.bins.BinCursor;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.network.Network;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;

/**
 * Gathers the spikes of one stream's steps into {@link SpikeBatch}es that stay well below a Kafka record's size. More than
 * {@value #MOST_SILENT} steps without a spike in a row are counted instead of listed, so that what is written stays in
 * proportion to what was sent.
 */
final class SpikeRecorder {
    /** In the longest encoding, JSON: half a record of the default size. */
    private static final int MAX_BYTES = 500_000;

    /** Limit of a single step, which cannot be split. */
    private static final int MAX_STEP_BYTES = 900_000;

    private static final int BYTES_PER_STEP = 80;
    private static final int BYTES_PER_LAYER = 40;
    private static final int BYTES_PER_SPIKE = 9;

    /** Steps without a spike in a row that are listed. */
    static final int MOST_SILENT = 16;

    private final String model;
    private final int[] layers;
    private final int[][] noSpikes;
    private final boolean enabled;
    private List<SpikeBatch.Step> steps = new ArrayList<>();
    private long firstStep;
    private long shed;
    private long modelStep;
    private int silentBefore;
    private int bytes;
    private int silent; // steps without a spike that follow the list, in bins of equal length
    private long silentStep; // the first of them
    private long silentStartUs;
    private long silentBinUs;

    SpikeRecorder(ModelDocument model, StepperOptions options) {
        this.model = model.id();
        this.enabled = options.spikes() != StepperOptions.Spikes.NONE;
        this.layers = layersReported(model, options.spikes());
        this.noSpikes = new int[layers.length][0];
    }

    /**
     * Checks that a step in which every neuron spikes fits a Kafka record.
     *
     * @throws ModelException if it does not
     */
    static void check(ModelDocument model, StepperOptions.Spikes spikes) {
        long largest = 0;
        for (LayerSpec layer : model.layers()) {
            if (!layer.spikes()) {
                continue;
            }
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

    /** The layers whose spikes are reported. */
    static int[] layersReported(ModelDocument model, StepperOptions.Spikes spikes) {
        int[] spiking =
                IntStream.range(0, model.layers().size())
                        .filter(n -> model.layers().get(n).spikes())
                        .toArray();
        int from =
                switch (spikes) {
                    case ALL -> 0;
                    case LAST -> Math.max(0, spiking.length - 1);
                    case NONE -> spiking.length;
                };
        return Arrays.copyOfRange(spiking, from, spiking.length);
    }

    /**
     * Records the spikes of the step that {@code network} has just made for stream {@code b} of its group.
     *
     * @param s the stream's state before the step is counted
     * @param bin the step's bin
     */
    void record(
            Network network,
            int b,
            StreamState s,
            BinCursor bin,
            SensorBatch cause,
            Consumer<? super Outgoing> out) {
        if (!enabled) {
            return;
        }
        int spikes = 0;
        for (int layer : layers) {
            FrameGroup spk = network.output(layer);
            spikes += spk.end(b) - spk.start(b);
        }
        if (spikes == 0) {
            recordSilence(s, bin, cause, out);
            return;
        }
        endSilence(s.session, cause, out);
        int[][] neurons = new int[layers.length][];
        for (int n = 0; n < layers.length; n++) {
            FrameGroup spk = network.output(layers[n]);
            neurons[n] = Arrays.copyOfRange(spk.indices(), spk.start(b), spk.end(b));
        }
        list(s.step, new SpikeBatch.Step(bin.binStartUs(), bin.binUs(), neurons), spikes);
    }

    private void recordSilence(
            StreamState s, BinCursor bin, SensorBatch cause, Consumer<? super Outgoing> out) {
        boolean follows =
                silent > 0
                        && bin.binUs() == silentBinUs
                        && bin.binStartUs() == silentStartUs + silent * silentBinUs;
        if (!follows) {
            endSilence(s.session, cause, out);
            silentStep = s.step;
            silentStartUs = bin.binStartUs();
            silentBinUs = bin.binUs();
        }
        silent++;
    }

    /** A step that does not continue the silence comes next. */
    private void endSilence(long session, SensorBatch cause, Consumer<? super Outgoing> out) {
        if (silent > MOST_SILENT) {
            int count = silent;
            silent = 0;
            emit(session, cause, out);
            silentBefore = count;
        } else {
            listSilence();
        }
    }

    private void listSilence() {
        for (int n = 0; n < silent; n++) {
            listSilent(n);
        }
        silent = 0;
    }

    private void listSilent(int n) {
        list(
                silentStep + n,
                new SpikeBatch.Step(silentStartUs + n * silentBinUs, silentBinUs, noSpikes),
                0);
    }

    private void list(long number, SpikeBatch.Step step, int spikes) {
        if (steps.isEmpty()) {
            firstStep = number;
        }
        steps.add(step);
        bytes += BYTES_PER_STEP + BYTES_PER_LAYER * layers.length + BYTES_PER_SPIKE * spikes;
    }

    /** Events that rate limits have dropped in the session, up to the batch that comes next. */
    void shed(long events) {
        shed = events;
    }

    /** The session's first step under the model. */
    void modelStep(long step) {
        modelStep = step;
    }

    boolean isFull() {
        return bytes >= MAX_BYTES;
    }

    /** Emits the recorded steps, which are all of one session; nothing if no step was recorded. */
    void flush(long session, SensorBatch cause, Consumer<? super Outgoing> out) {
        if (silent > MOST_SILENT) {
            int last = silent - 1; // a batch lists at least one step
            silent = 0;
            emit(session, cause, out);
            silentBefore = last;
            listSilent(last);
        } else {
            listSilence();
        }
        emit(session, cause, out);
    }

    private void emit(long session, SensorBatch cause, Consumer<? super Outgoing> out) {
        if (steps.isEmpty()) {
            return;
        }
        out.accept(
                new SpikeBatch(
                        cause.stream(),
                        session,
                        silentBefore,
                        shed,
                        firstStep,
                        model,
                        cause.origin().timestampMs(),
                        layers,
                        steps,
                        modelStep));
        steps = new ArrayList<>();
        silentBefore = 0;
        bytes = 0;
    }
}
