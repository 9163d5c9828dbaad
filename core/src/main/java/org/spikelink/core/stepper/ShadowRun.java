package org.spikelink.core.stepper;

import java.util.List;
import java.util.function.Consumer;
import org.spikelink.core.bins.BinCursor;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.readout.WindowScores;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.ShadowClass;

/**
 * Takes a shadow of one stream through the stream's batches: it steps each frame of the active model, in a row of its own
 * model's network. Sessions, bins and filters are those of its {@link StreamRun}.
 */
final class ShadowRun implements GroupMember {
    private final ModelSlot slot;
    private final ShadowState s;
    private final ShadowCounters counters;
    private final int row;
    private SensorBatch batch; // that closed the frame
    private long session;
    private long step;
    private long binStartUs;
    private long binUs;

    /** A shadow whose network state is in place. */
    ShadowRun(ModelSlot slot, ShadowState state, ShadowCounters counters, int row) {
        this.slot = slot;
        this.s = state;
        this.counters = counters;
        this.row = row;
        slot.reserve(row);
        slot.parts().network().load(row, state.network);
    }

    ModelSlot slot() {
        return slot;
    }

    String sha256() {
        return s.sha256;
    }

    @Override
    public int row() {
        return row;
    }

    @Override
    public boolean isShadow() {
        return true;
    }

    /** Why stored bytes do not fit the model, as the rule and the value; null if they do. */
    static String misfit(ModelSlot slot, ShadowState state) {
        String misfit = slot.parts().network().misfit(state.network);
        return misfit != null ? misfit : slot.parts().readout().misfit(state.windows);
    }

    /** Takes the frame that was added last to {@code frames}: it is the one of this stream. */
    void take(FrameGroup frames, BinCursor cursor, SensorBatch of, long ofSession, long number) {
        int last = frames.streams() - 1;
        slot.frames().add(frames.indices(), frames.values(), frames.start(last), frames.end(last));
        slot.add(this);
        batch = of;
        session = ofSession;
        step = number;
        binStartUs = cursor.binStartUs();
        binUs = cursor.binUs();
    }

    @Override
    public void stepped(int b, Consumer<? super Outgoing> out) {
        StepperParts parts = slot.parts();
        List<WindowScores> decided =
                parts.readout().add(s.windows, parts.network(), b, binStartUs, binUs);
        for (int n = 0; n < decided.size(); n++) {
            WindowScores window = decided.get(n);
            classify(window, step, true, out);
            s.pairs.answered(window.startUs(), window.answer(), true, counters);
        }
        if (parts.document().decision().resetAfterWindow()
                && parts.readout().completesWindow(s.windows)) {
            parts.network().start(row);
        }
    }

    /** The active model has decided a window. */
    void answered(WindowScores byActive) {
        s.pairs.answered(byActive.startUs(), byActive.answer(), false, counters);
    }

    /** Reports a partial window, as {@code of} shows that it ends. */
    void end(SensorBatch of, long ofSession, long lastStep, Consumer<? super Outgoing> out) {
        batch = of;
        session = ofSession;
        for (WindowScores partial : slot.parts().readout().partial(s.windows)) {
            classify(partial, lastStep, false, out);
        }
    }

    /** Starts from zero, with windows that begin at the next step. */
    void restart() {
        slot.parts().network().start(row);
        s.windows = slot.parts().readout().start();
        s.pairs = new WindowPairs();
    }

    /** What is to be kept. */
    ShadowState store() {
        slot.parts().network().store(row, s.network);
        batch = null;
        return s;
    }

    private void classify(
            WindowScores scored, long last, boolean isFinal, Consumer<? super Outgoing> out) {
        StepperParts parts = slot.parts();
        parts.work().windows().decided(scored);
        out.accept(
                new ShadowClass(
                        new Classification(
                                batch.stream(),
                                session,
                                last,
                                scored.startUs(),
                                scored.endUs(),
                                scored.answer(),
                                scored.isAnswered()
                                        ? parts.document().labels().get(scored.answer())
                                        : "",
                                scored.scores(),
                                scored.confidence(),
                                isFinal,
                                parts.document().id(),
                                batch.origin().timestampMs(),
                                s.firstStep)));
    }
}
