package org.spikelink.trainer.data;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.frame.BinCursor;
import org.spikelink.core.frame.BinState;
import org.spikelink.core.frame.Bins;
import org.spikelink.core.frame.Bins.Cut;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;

/**
 * Cuts recordings into the frames that the job would step, by the job's own {@link Bins}. A sequence ends where its
 * decision window does, if the model starts anew there, and before a silence or a clock reset at which the job would
 * start anew. For any number of threads.
 */
final class FrameCutter {
    private static final int[] UNLABELLED = {LabelledSequence.UNLABELLED};

    private final int maxSteps;
    private final ThreadLocal<Scratch> scratch;

    /** What one thread needs; empty between two sequences. */
    private record Scratch(Bins bins, BinCursor cursor, FrameGroup frames) {}

    FrameCutter(InputSpec input, DecisionSpec decision) {
        if (input instanceof InputSpec.Events events && events.slicing() instanceof Slicing.Batch) {
            throw new DataException(
                    "input.slicing must be time or count: what a sensor batches is not in a recording (got batch)");
        }
        maxSteps = maxSteps(decision);
        int maxGapBins = StepperOptions.DEFAULTS.maxGapBins();
        scratch =
                ThreadLocal.withInitial(
                        () ->
                                new Scratch(
                                        Bins.of(input, maxGapBins),
                                        new BinCursor(),
                                        new FrameGroup()));
    }

    /** The most steps of a sequence. */
    static int maxSteps(DecisionSpec decision) {
        return decision.resetAfterWindow() ? decision.windowBins() : Integer.MAX_VALUE;
    }

    /**
     * The frames of a recording of events.
     *
     * @throws DataException if an event does not fit the input
     */
    LabelledSequence checkedCut(EventItem item) {
        check(batch(item, item.events()), item.recording().path().toString());
        return cut(item, item.events());
    }

    /** The frames of other events in a recording's place; they fit the input. */
    LabelledSequence cut(EventItem item, PackedEvents events) {
        String name = item.recording().name();
        return cut(name, List.of(batch(item, events)), new int[] {item.label()});
    }

    /**
     * The frames of samples from time 0 on, without a label.
     *
     * @param values [T][C]
     * @throws DataException if they do not fit the input
     */
    LabelledSequence cut(float[] values, InputSpec.Samples input, String name) {
        Samples samples = new Samples(values, input.channels());
        SensorBatch batch = batch(name, 0, samples);
        check(batch, name);
        return cut(name, List.of(batch), UNLABELLED);
    }

    private void check(SensorBatch batch, String what) {
        String refusal = scratch.get().bins().refusal(new BinState(), batch, Integer.MAX_VALUE);
        if (refusal != null) {
            throw new DataException(what + ": " + refusal);
        }
    }

    /** The whole recording as one batch: how events are cut into batches changes no frame. */
    static SensorBatch batch(EventItem item, PackedEvents events) {
        return batch(item.recording().name(), item.startUs(), events);
    }

    static SensorBatch batch(String name, long startUs, Payload payload) {
        Origin origin = new Origin(name, 0, 0, 0);
        return new SensorBatch(
                name, 0, 0, startUs, SensorBatch.NO_UNTIL, true, payload, origin, new byte[0]);
    }

    /**
     * The frames of a whole session.
     *
     * @param batches in order, none of them refused
     */
    LabelledSequence cut(String name, List<SensorBatch> batches, int[] labels) {
        Scratch s = scratch.get();
        s.frames().clear();
        s.cursor().clear();
        try {
            BinState state = new BinState();
            boolean goesOn = true;
            for (int n = 0; goesOn && n < batches.size(); n++) {
                s.cursor().begin(state, batches.get(n));
                goesOn = cutBatch(s);
            }
            while (goesOn
                    && s.frames().streams() < maxSteps
                    && s.bins().close(s.cursor(), s.frames())) {
                s.frames().endStream(0);
            }
            return sequence(name, s.frames(), labels);
        } catch (RuntimeException e) {
            scratch.remove();
            throw e;
        }
    }

    /** Whether the sequence goes on after the cursor's batch. */
    private boolean cutBatch(Scratch s) {
        while (s.frames().streams() < maxSteps) {
            Cut cut = s.bins().next(s.cursor(), s.frames());
            if (cut != Cut.BIN) {
                return cut == Cut.DONE;
            }
            s.frames().endStream(0);
        }
        return false;
    }

    private static LabelledSequence sequence(String name, FrameGroup frames, int[] labels) {
        int[] ends = new int[frames.streams()];
        for (int t = 0; t < ends.length; t++) {
            ends[t] = frames.end(t);
        }
        return new LabelledSequence(
                name,
                ends,
                Arrays.copyOf(frames.indices(), frames.inputs()),
                Arrays.copyOf(frames.values(), frames.inputs()),
                labels);
    }
}
