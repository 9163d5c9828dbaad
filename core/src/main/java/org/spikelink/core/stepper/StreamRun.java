package org.spikelink.core.stepper;

import java.util.List;
import java.util.function.Consumer;
import org.spikelink.core.frame.BinCursor;
import org.spikelink.core.frame.BinState;
import org.spikelink.core.frame.Bins.Cut;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.readout.Scored;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;

/**
 * One stream on its way through its batches: sessions and sequence numbers, events to bins, steps to classes. It stops
 * at every frame, so that the frames of many streams go through the network together: {@link #next}, the step, {@link
 * #stepped}, and again. Its part of the network is row {@link #row}. Reused from run to run.
 */
final class StreamRun {
    /** What is to be done next; a phase that needs a step comes back to where it was. */
    private enum Phase {
        /** Take up the next batch. */
        ARRIVING,
        /** The batch opens a session: close the old one. */
        ENDING_OLD,
        /** Look at the batch's sequence and payload. */
        TAKING,
        /** Cut bins from the batch. */
        CUTTING,
        /** The batch is used up. */
        ENDING
    }

    private final StepperParts parts;
    private final StepObserver observer;
    private final int row;
    private final BinCursor cursor = new BinCursor();
    private final SpikeRecorder spikes;
    private List<SensorBatch> batches = List.of();
    private int taken;
    private SensorBatch batch;
    private StreamState s;
    private Phase phase;

    StreamRun(StepperParts parts, StepObserver observer, int row) {
        this.parts = parts;
        this.observer = observer;
        this.row = row;
        this.spikes = new SpikeRecorder(parts.network(), parts.document().id(), parts.options());
    }

    int row() {
        return row;
    }

    /** Takes up a stream, {@code state} null if it was never seen, and its next batches. */
    void begin(StreamState state, List<SensorBatch> next) {
        s = state;
        batches = next;
        taken = 0;
        phase = Phase.ARRIVING;
        cursor.clear();
        if (s != null && isInNetwork()) {
            parts.network().load(row, s.live.syn, s.live.mem);
        }
    }

    /** The stream's state after all its batches. */
    StreamState end() {
        if (isInNetwork()) {
            parts.network().store(row, s.live.syn, s.live.mem);
        }
        StreamState result = s;
        s = null;
        batch = null;
        batches = List.of();
        return result;
    }

    private boolean isInNetwork() {
        return s.live != null && s.model == parts.fingerprint();
    }

    /**
     * Goes on until a frame is ready.
     *
     * @param frame takes the frame's active inputs
     * @return whether there is one; false once the batches are used up
     */
    boolean next(FrameGroup frame, Consumer<? super Outgoing> out) {
        while (true) {
            switch (phase) {
                case ARRIVING -> {
                    if (taken == batches.size()) {
                        return false;
                    }
                    batch = batches.get(taken++);
                    phase = arrive(out);
                }
                case ENDING_OLD -> {
                    if (closesOpenBin(frame)) {
                        return true;
                    }
                    endSession(out);
                    startSession();
                    phase = Phase.TAKING;
                }
                case TAKING -> phase = take(out);
                case CUTTING -> {
                    if (cutsBin(frame, out)) {
                        return true;
                    }
                }
                case ENDING -> {
                    if (batch.end() && closesOpenBin(frame)) {
                        return true;
                    }
                    phase = finish(out);
                }
            }
        }
    }

    /** The stream as this record finds it: anew if it was never seen or not for longer than the ttl. */
    private Phase arrive(Consumer<? super Outgoing> out) {
        long nowMs = batch.origin().timestampMs();
        if (s == null || nowMs - s.lastTimestampMs > parts.options().ttl().toMillis()) {
            s = new StreamState(batch.session(), nowMs);
            startSession();
            s.lastSequence = batch.sequence() - 1; // what came before is not known to be missing
        }
        if (Long.compareUnsigned(batch.session(), s.session) < 0) {
            reject(Refusals.smallerSession(s, batch), out);
            return Phase.ARRIVING;
        }
        s.lastTimestampMs = Math.max(s.lastTimestampMs, nowMs);
        return batch.session() == s.session ? Phase.TAKING : Phase.ENDING_OLD;
    }

    private void startSession() {
        s.session = batch.session();
        s.lastSequence = StreamState.NO_SEQUENCE;
        s.step = 0;
        s.partition = batch.origin().partition();
        startAnew();
    }

    /** The state that a stream starts with, for this model. */
    private void startAnew() {
        int size = parts.network().stateSize();
        s.model = parts.fingerprint();
        s.live =
                new StreamState.Live(
                        new float[size], new float[size], new BinState(), parts.readout().start());
        parts.network().start(row);
    }

    private Phase take(Consumer<? super Outgoing> out) {
        StepCounters counters = parts.counters();
        if (batch.sequence() <= s.lastSequence) {
            counters.repeated++;
            return Phase.ARRIVING;
        }
        counters.missing += batch.sequence() - s.lastSequence - 1;
        s.lastSequence = batch.sequence();
        if (s.live != null && s.model != parts.fingerprint()) {
            startAnew();
        }
        String refusal = refusal();
        if (refusal != null) {
            reject(refusal, out);
            return Phase.ENDING;
        }
        counters.events += batch.measurements();
        cursor.begin(s.live.bin, batch);
        return Phase.CUTTING;
    }

    private String refusal() {
        String refusal = Refusals.of(s, batch);
        return refusal != null
                ? refusal
                : parts.bins().refusal(s.live.bin, batch, parts.options().maxBinsPerBatch());
    }

    private void reject(String error, Consumer<? super Outgoing> out) {
        parts.counters().rejected++;
        out.accept(batch.rejected(error));
    }

    private boolean cutsBin(FrameGroup frame, Consumer<? super Outgoing> out) {
        StepCounters counters = parts.counters();
        Cut cut = parts.bins().next(cursor, frame);
        switch (cut) {
            case GAP -> {
                counters.gaps++;
                observer.gap(batch);
                cutShort(out);
            }
            case CLOCK_RESET -> {
                counters.clockResets++;
                observer.clockReset(batch);
                cutShort(out);
            }
            case DONE -> {
                counters.late += cursor.late();
                phase = Phase.ENDING;
            }
            case BIN -> {}
        }
        return cut == Cut.BIN;
    }

    /** The frame has gone through the network as the {@code b}th of its group: its spikes are told and scored. */
    void stepped(int b, Consumer<? super Outgoing> out) {
        spikes.record(parts.network(), b, s.step, cursor.binStartUs(), cursor.binUs());
        if (parts.readout()
                .add(s.live.windows, parts.network(), b, cursor.binStartUs(), cursor.binUs())) {
            classify(parts.readout().full(s.live.windows), s.step, true, out);
            if (parts.document().decision().resetAfterWindow()) {
                parts.network().start(row);
            }
        }
        s.step++;
        if (spikes.isFull()) {
            spikes.flush(s.session, batch, out);
        }
    }

    /** A long gap or a clock reset: what was decided so far is told, then network and windows start anew. */
    private void cutShort(Consumer<? super Outgoing> out) {
        classifyPartial(out);
        parts.network().start(row);
        s.live = new StreamState.Live(s.live.syn, s.live.mem, s.live.bin, parts.readout().start());
    }

    /** Whether the open bin of a session that is over holds events: it is stepped before the session is told over. */
    private boolean closesOpenBin(FrameGroup frame) {
        if (!isInNetwork()) {
            return false;
        }
        cursor.begin(s.live.bin, batch);
        return parts.bins().close(cursor, frame);
    }

    private Phase finish(Consumer<? super Outgoing> out) {
        if (batch.end()) {
            endSession(out);
        }
        spikes.flush(s.session, batch, out);
        return Phase.ARRIVING;
    }

    /** A partial window is told, and the state shrinks. */
    private void endSession(Consumer<? super Outgoing> out) {
        if (isInNetwork()) {
            classifyPartial(out);
            spikes.flush(s.session, batch, out);
        }
        s.live = null;
    }

    private void classifyPartial(Consumer<? super Outgoing> out) {
        Scored partial = parts.readout().partial(s.live.windows);
        if (partial != null) {
            classify(partial, s.step - 1, false, out);
        }
    }

    private void classify(
            Scored scored, long step, boolean isFinal, Consumer<? super Outgoing> out) {
        int best = scored.best();
        out.accept(
                new Classification(
                        batch.stream(),
                        s.session,
                        step,
                        scored.startUs(),
                        scored.endUs(),
                        best,
                        parts.document().labels().get(best),
                        scored.scores(),
                        scored.confidence(),
                        isFinal,
                        parts.document().id(),
                        batch.origin().timestampMs()));
    }
}
