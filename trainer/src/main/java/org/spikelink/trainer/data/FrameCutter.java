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
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;

/**
 * Cuts recordings into the frames that the job would step, by the job's own {@link Bins}. A sequence ends where its
 * decision window does, if the model starts anew there, and before a silence or a clock reset at which the job would
 * start anew. For any number of threads.
 */
final class FrameCutter {
    private final int maxSteps;
    private final ThreadLocal<Scratch> scratch;

    /** What one thread needs; empty between two sequences. */
    private record Scratch(Bins bins, BinCursor cursor, FrameGroup frames) {}

    FrameCutter(InputSpec input, DecisionSpec decision) {
        maxSteps = decision.resetAfterWindow() ? decision.windowBins() : Integer.MAX_VALUE;
        int maxGapBins = StepperOptions.DEFAULTS.maxGapBins();
        scratch =
                ThreadLocal.withInitial(
                        () ->
                                new Scratch(
                                        Bins.of(input, maxGapBins),
                                        new BinCursor(),
                                        new FrameGroup()));
    }

    /** Says why a batch cannot be cut, or null. */
    String refusal(SensorBatch batch) {
        return scratch.get().bins().refusal(new BinState(), batch, Integer.MAX_VALUE);
    }

    /**
     * The frames of a whole session.
     *
     * @param batches in order, none of them refused
     */
    LabelledSequence cut(String name, List<SensorBatch> batches, int[] labels) {
        Scratch s = scratch.get();
        s.frames().clear();
        try {
            BinState state = new BinState();
            boolean goesOn = true;
            for (int n = 0; goesOn && n < batches.size(); n++) {
                s.cursor().begin(state, batches.get(n));
                goesOn = cutBatch(s);
            }
            if (goesOn && s.bins().close(s.cursor(), s.frames())) {
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
