package org.spikelink.core.stepper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.spikelink.core.bins.BinCursor;
import org.spikelink.core.bins.BinState;
import org.spikelink.core.bins.Bins.Cut;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.filter.Filtered;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.health.HealthMeter;
import org.spikelink.core.network.NetworkState;
import org.spikelink.core.readout.WindowScores;
import org.spikelink.core.readout.WindowState;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;

/**
 * Takes one stream through its batches: sessions and sequence numbers, events to bins, steps to classes. It stops at
 * every frame, so that the frames of many streams go through the network together: {@link #next}, the step, {@link
 * #stepped}, and again. Its part of the network is row {@link #row}. Reused from run to run.
 */
final class StreamRun implements GroupMember {
    /** What to do next; a phase that needs a step is resumed after it. */
    private enum Phase {
        /** Take up the next batch. */
        ARRIVING,
        /** The batch opens a session: close the old one. */
        ENDING_OLD,
        /** Check the batch's sequence and payload. */
        TAKING,
        /** Cut bins from the batch. */
        CUTTING,
        /** The batch is used up. */
        ENDING
    }

    private final StreamStepper stepper;
    private final StepObserver observer;
    private final int row;
    private final BinCursor cursor = new BinCursor();
    private ModelSlot slot;
    private StepperParts parts; // of the slot
    private SpikeRecorder spikes; // of the slot
    private final List<ShadowRun> shadows = new ArrayList<>();
    private ModelSlot pending; // the model to go on with once the bin is stepped, null to stay
    private BatchQueue batches = new BatchQueue();
    private int steps; // since begin
    private int reported; // steps of the batch since its last report
    private SensorBatch batch;
    private Filtered filtered; // the batch that is being cut
    private StreamState s;
    private Phase phase;

    StreamRun(StreamStepper stepper, ModelSlot first, StepObserver observer, int row) {
        this.stepper = stepper;
        this.observer = observer;
        this.row = row;
        use(first);
    }

    /** Goes on with a model; what was recorded under another one must have been reported. */
    private void use(ModelSlot of) {
        of.reserve(row);
        if (of != slot) {
            slot = of;
            parts = of.parts();
            spikes = new SpikeRecorder(parts.document(), parts.options());
        }
    }

    /** A model is dropped; no stream is in progress. */
    void forget(ModelSlot dropped, ModelSlot instead) {
        if (slot == dropped) {
            use(instead);
        }
    }

    /** The model that steps the stream. */
    ModelSlot slot() {
        return slot;
    }

    @Override
    public int row() {
        return row;
    }

    @Override
    public boolean isShadow() {
        return false;
    }

    /** The shadows that step the stream's frames as well. */
    List<ShadowRun> shadows() {
        return shadows;
    }

    /** A shadow takes the frame of the stream that was just added to its {@link #slot}. */
    void giveFrame(ShadowRun shadow) {
        shadow.take(slot.frames(), cursor, batch, s.session, s.step);
    }

    int steps() {
        return steps;
    }

    /** Takes up a stream, {@code state} null if it was never seen, and its next batches. */
    void begin(StreamState state, BatchQueue next) {
        s = state;
        batches = next;
        steps = 0;
        phase = Phase.ARRIVING;
        pending = null;
        use(stepper.slotOf(state));
        cursor.clear();
        shadows.clear();
        spikes.shed(0);
        if (s != null && s.live != null && s.sha256 != null && !isInNetwork()) {
            parts.counters().modelsLost++;
        }
        if (s != null && isInNetwork()) {
            check();
            if (stepper.changesModels()) {
                s.sha256 = parts.sha256();
            }
            shed(s.live.filters);
            parts.network().load(row, s.live.network);
            loadShadows();
        }
        if (batches.isStarted()) {
            resume();
        }
    }

    /** The shadows go on; those that cannot are left out. */
    private void loadShadows() {
        for (ShadowState state : s.shadows) {
            ModelSlot of =
                    stepper.changesModels()
                            ? stepper.slotOfShadow(batches.stream(), state.sha256)
                            : null;
            if (of == null) {
                continue;
            }
            String misfit = ShadowRun.misfit(of, state);
            if (misfit != null) {
                throw new StateException(batches.stream(), of.parts().document().id(), misfit);
            }
            shadows.add(new ShadowRun(of, state, stepper.countersOf(of), row));
        }
    }

    /** The steps that follow are reported with what the filters and the sender have dropped so far. */
    private void shed(FilterState filters) {
        spikes.shed(parts.filters().shed(filters) + s.shedEvents);
    }

    /** Restored bytes may be anything. */
    private void check() {
        String misfit = parts.network().misfit(s.live.network);
        misfit = misfit != null ? misfit : parts.bins().misfit(s.live.bin);
        misfit = misfit != null ? misfit : parts.readout().misfit(s.live.windows);
        misfit = misfit != null ? misfit : parts.filters().misfit(s.live.filters);
        if (misfit != null) {
            throw new StateException(batches.stream(), parts.document().id(), misfit);
        }
    }

    /**
     * Continues the batch that an earlier turn has left; what the filters remember is that of before the batch, so that they
     * pass the same events. If its stream has been deleted since, or has another model, the
     * batch is cut again from its first event.
     */
    private void resume() {
        int at = batches.at();
        batch = batches.take();
        if (s != null && isInNetwork()) {
            filtered = parts.filters().apply(s.live.filters, batch);
            shed(filtered.state());
            cursor.resume(s.live.bin, filtered.batch(), at);
            reported = 0;
            phase = Phase.CUTTING;
            return;
        }
        if (s != null) {
            s.lastSequence = batch.sequence() - 1;
        }
        batches.putBack(batch, BatchQueue.NOT_STARTED);
    }

    /** The stream's state after its batches, or after its turn. */
    StreamState end() {
        if (isInNetwork()) {
            parts.network().store(row, s.live.network);
        }
        storeShadows();
        StreamState result = s;
        s = null;
        batch = null;
        filtered = null;
        batches = new BatchQueue();
        return result;
    }

    private void storeShadows() {
        if (shadows.isEmpty()) {
            s.shadows = List.of();
            return;
        }
        s.shadows = shadows.stream().map(ShadowRun::store).toList();
        shadows.clear();
    }

    private boolean isInNetwork() {
        return s.live != null && s.model == parts.fingerprint();
    }

    /**
     * Continues until a frame is ready: the active inputs are in the {@link #slot}'s frames.
     *
     * @param turnIsOver whether other streams are next
     * @return whether there is one; false once the batches are used up, or the turn is over
     */
    boolean next(BooleanSupplier turnIsOver, Consumer<? super Outgoing> out) {
        if (pending != null && phase == Phase.CUTTING && cursor.isBetweenBins()) {
            changeBins(out);
        }
        while (true) {
            switch (phase) {
                case ARRIVING -> {
                    if (batches.isEmpty() || isOver(turnIsOver)) {
                        return false;
                    }
                    batch = batches.take();
                    phase = arrive(out);
                }
                case ENDING_OLD -> {
                    if (closesOpenBin()) {
                        return true;
                    }
                    endSession(out);
                    startSession();
                    phase = Phase.TAKING;
                }
                case TAKING -> phase = take(out);
                case CUTTING -> {
                    if (reported >= StreamStepper.TURN_STEPS && cursor.isBetweenBins()) {
                        report(out);
                    }
                    if (reported == 0 && cursor.isBetweenBins() && isOver(turnIsOver)) {
                        postpone();
                        return false;
                    }
                    if (cutsBin(out)) {
                        return true;
                    }
                }
                case ENDING -> {
                    if (batch.end() && closesOpenBin()) {
                        return true;
                    }
                    phase = finish(out);
                }
            }
        }
    }

    private boolean isOver(BooleanSupplier turnIsOver) {
        return steps >= StreamStepper.TURN_STEPS && turnIsOver.getAsBoolean();
    }

    /** A long batch is reported in parts, the same ones wherever its turns end. */
    private void report(Consumer<? super Outgoing> out) {
        spikes.flush(s.session, batch, out);
        reported = 0;
    }

    /** Leaves the rest of the batch to the stream's next turn. */
    private void postpone() {
        parts.counters().late += cursor.late();
        batches.putBack(batch, cursor.at());
    }

    /**
     * Looks up the stream of this record. Once it was silent for longer than the ttl, its network is reset and a smaller
     * session is accepted; its numbers go on until {@link StepperOptions#numbersTtl}.
     */
    private Phase arrive(Consumer<? super Outgoing> out) {
        long nowMs = batch.origin().timestampMs();
        if (isNew(nowMs)) {
            s = new StreamState(batch.session(), nowMs);
            startSession();
            s.lastSequence = batch.sequence() - 1; // what came before is not known to be missing
        } else if (s.live != null && isSilentFor(parts.options().ttl(), nowMs)) {
            reset();
        }
        if (Long.compareUnsigned(batch.session(), s.session) < 0) {
            reject(Rejections.smallerSession(s, batch), out);
            return Phase.ARRIVING;
        }
        s.lastTimestampMs = Math.max(s.lastTimestampMs, nowMs);
        return batch.session() == s.session ? Phase.TAKING : Phase.ENDING_OLD;
    }

    private boolean isNew(long nowMs) {
        return s == null
                || isSilentFor(parts.options().numbersTtl(), nowMs)
                || (isSilentFor(parts.options().ttl(), nowMs)
                        && Long.compareUnsigned(batch.session(), s.session) < 0);
    }

    private boolean isSilentFor(Duration time, long nowMs) {
        return nowMs - s.lastTimestampMs > time.toMillis();
    }

    private void startSession() {
        s.session = batch.session();
        s.lastSequence = StreamState.NO_SEQUENCE;
        s.step = 0;
        s.modelStep = 0;
        s.shedEvents = 0;
        pending = null;
        s.partition = batch.origin().partition();
        if (stepper.changesModels()) {
            useChosen(stepper.models().atStart(batch.stream(), s.session, inputMs(), s.sha256));
        }
        spikes.shed(0);
        reset();
    }

    /** The stream goes on with a model; nothing of it is in a network. */
    private void useChosen(String sha256) {
        ModelSlot found = stepper.slot(sha256);
        use(found == null ? stepper.first() : found);
    }

    /** The state that a stream starts with, for this model. */
    private void reset() {
        s.model = parts.fingerprint();
        if (stepper.changesModels() && !parts.sha256().equals(s.sha256)) {
            s.sha256 = parts.sha256();
            s.modelStep = s.step;
        }
        s.live =
                new StreamState.Live(
                        parts.network().newState(), new BinState(), parts.readout().start());
        parts.network().start(row);
        shadows.clear();
    }

    private Phase take(Consumer<? super Outgoing> out) {
        StepCounters counters = parts.counters();
        if (batch.sequence() <= s.lastSequence) {
            counters.repeated++;
            return Phase.ARRIVING;
        }
        if (batch.origin().partition() != s.partition) {
            if (batch.sequence() != s.lastSequence + 1) {
                // Batches of the old partition may still come: they are not repeats.
                reject(Rejections.otherPartition(s, batch), out);
                return Phase.ARRIVING;
            }
            s.partition = batch.origin().partition();
        }
        long missing = batch.sequence() - s.lastSequence - 1;
        counters.missing += missing;
        s.lastSequence = batch.sequence();
        s.shedEvents = Math.max(s.shedEvents, batch.shedEvents());
        if (s.asleep() || (s.live != null && s.model != parts.fingerprint())) {
            if (stepper.changesModels() && !parts.sha256().equals(s.sha256)) {
                useChosen(atWindow(null));
            }
            reset();
        }
        String rejection = rejection();
        measure(missing, rejection != null, out);
        if (rejection != null) {
            reject(rejection, out);
            if (s.live != null) {
                shed(s.live.filters);
            }
            return Phase.ENDING;
        }
        counters.events += batch.measurements();
        countFiltered();
        shed(filtered.state());
        cursor.begin(s.live.bin, filtered.batch());
        reported = 0;
        return Phase.CUTTING;
    }

    /** Only what the filters of the first model drop: those of others are not the same ones. */
    private void countFiltered() {
        StepCounters counters = parts.counters();
        if (parts.filters() == stepper.first().parts().filters()) {
            for (int n = 0; n < counters.filters(); n++) {
                counters.filtered[n] += filtered.dropped()[n];
            }
        }
    }

    private void measure(long missing, boolean isRejected, Consumer<? super Outgoing> out) {
        HealthMeter meter = parts.health();
        if (meter != null) {
            s.health =
                    isRejected
                            ? meter.reject(s.health, batch, missing)
                            : meter.measure(s.health, batch, missing, out);
        }
    }

    /** The reason the batch cannot be stepped, or null: then it has been {@link #filtered}. */
    private String rejection() {
        String rejection = Rejections.of(s, batch);
        rejection = rejection != null ? rejection : parts.filters().rejection(batch);
        if (rejection != null) {
            return rejection;
        }
        filtered = parts.filters().apply(s.live.filters, batch);
        return parts.bins()
                .rejection(s.live.bin, filtered.batch(), parts.options().maxBinsPerBatch());
    }

    private void reject(String error, Consumer<? super Outgoing> out) {
        parts.counters().rejected++;
        out.accept(batch.rejected(error));
    }

    private boolean cutsBin(Consumer<? super Outgoing> out) {
        StepCounters counters = parts.counters();
        boolean begins = beginsWindow();
        ModelSlot following = begins ? following() : slot;
        boolean fits = following.takesBinsOf(slot);
        FrameGroup frame = fits ? following.frames() : slot.frames();
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
                s.live.filters = filtered.state();
                phase = Phase.ENDING;
            }
            case BIN -> {
                if (begins && fits) {
                    begin(following, out);
                } else if (following != slot) {
                    pending = following;
                }
            }
        }
        return cut == Cut.BIN;
    }

    /** Its spikes are reported and scored. */
    @Override
    public void stepped(int b, Consumer<? super Outgoing> out) {
        spikes.modelStep(s.modelStep);
        spikes.record(parts.network(), b, s, cursor, batch, out);
        steps++;
        reported++;
        WindowState windows = s.live.windows;
        List<WindowScores> decided =
                parts.readout()
                        .add(windows, parts.network(), b, cursor.binStartUs(), cursor.binUs());
        observer.scored(parts.readout(), windows);
        for (int n = 0; n < decided.size(); n++) {
            WindowScores window = decided.get(n);
            classify(window, s.step, true, out);
            shadows.forEach(shadow -> shadow.answered(window));
        }
        if (parts.document().decision().resetAfterWindow()
                && parts.readout().completesWindow(windows)) {
            parts.network().start(row);
        }
        s.step++;
        if (spikes.isFull()) {
            report(out);
        }
    }

    /** The latest Kafka timestamp of the stream's records, the present one included. */
    private long inputMs() {
        long nowMs = batch.origin().timestampMs();
        return s == null ? nowMs : Math.max(s.lastTimestampMs, nowMs);
    }

    /** Whether the step whose bin closes next begins a window, so that models may change. */
    private boolean beginsWindow() {
        return stepper.changesModels()
                && pending == null
                && parts.readout().isAtStart(s.live.windows);
    }

    /** The model for the window that the step whose bin closes next begins. */
    private ModelSlot following() {
        ModelSlot found = stepper.slot(atWindow(parts.sha256()));
        return found == null ? slot : found;
    }

    private String atWindow(String current) {
        return stepper.models().atWindow(batch.stream(), s.session, s.step, inputMs(), current);
    }

    /** The bin that was just cut begins a window: the model and the shadows of it and of those that follow. */
    private void begin(ModelSlot active, Consumer<? super Outgoing> out) {
        ModelSlot before = slot;
        List<String> chosen =
                stepper.models().shadows(batch.stream(), s.session, s.step, inputMs());
        for (int n = shadows.size() - 1; n >= 0; n--) {
            ShadowRun shadow = shadows.get(n);
            if (!chosen.contains(shadow.sha256()) || shadow.slot() == active) {
                shadow.end(batch, s.session, s.step - 1, out);
                shadows.remove(n);
            }
        }
        if (active != before) {
            change(active, out);
        }
        for (String sha256 : chosen) {
            ModelSlot found = isShadow(sha256) ? null : stepper.slotIfHeld(sha256);
            if (found != null && found != active && found.takesBinsOf(active)) {
                shadows.add(shadow(found, before));
            }
        }
    }

    private boolean isShadow(String sha256) {
        for (int n = 0; n < shadows.size(); n++) {
            if (shadows.get(n).sha256().equals(sha256)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A shadow begins as the stream does if it goes on with that model: with the state of the model before where this is the
     * same one, or one whose state it carries; from zero otherwise.
     */
    private ShadowRun shadow(ModelSlot of, ModelSlot before) {
        NetworkState network = of.parts().network().newState();
        if (of == before || of.parts().carriesStateOf(before.parts())) {
            before.parts().network().store(row, network);
        } else {
            of.reserve(row);
            of.parts().network().start(row);
            of.parts().network().store(row, network);
        }
        ShadowState state =
                new ShadowState(
                        of.parts().sha256(),
                        s.step,
                        network,
                        of.parts().readout().start(),
                        new WindowPairs());
        return new ShadowRun(of, state, stepper.countersOf(of), row);
    }

    /** All shadows end. */
    private void endShadows(Consumer<? super Outgoing> out) {
        shadows.forEach(shadow -> shadow.end(batch, s.session, s.step - 1, out));
        shadows.clear();
    }

    /** The bin that was just cut is the first one of this model, which cuts and encodes bins as the one before. */
    private void change(ModelSlot to, Consumer<? super Outgoing> out) {
        endWindows(out);
        StreamState.Live before = s.live;
        begin(to, before.bin);
        s.live.filters = before.filters;
        shed(filtered.state());
    }

    /**
     * The bin that was just stepped is the last one of the model before: the new one cuts bins of its own, from the end
     * of this one on, from what is left of the batch.
     */
    private void changeBins(Consumer<? super Outgoing> out) {
        ModelSlot to = pending;
        pending = null;
        endWindows(out);
        endShadows(out);
        parts.counters().late += cursor.late();
        SensorBatch rest = BatchRest.of(batch, parts, s.live.filters, filtered, cursor);
        if (parts.health() != null && parts.health() != to.parts().health()) {
            parts.health().end(s.health, batch, out);
            s.health = null;
        }
        begin(to, to.parts().bins().startAt(cursor.binStartUs() + cursor.binUs()));
        batch = rest;
        if (BatchRest.isOver(batch, parts.document().input())) {
            shed(s.live.filters);
            phase = Phase.ENDING;
            return;
        }
        String rejection = rejection();
        if (rejection != null) {
            reject(rejection, out);
            shed(s.live.filters);
            phase = Phase.ENDING;
            return;
        }
        shed(filtered.state());
        cursor.begin(s.live.bin, filtered.batch());
    }

    /** The windows opened under the present model end with it, as they would at a session's end. */
    private void endWindows(Consumer<? super Outgoing> out) {
        classifyPartial(out);
        report(out);
    }

    /** Starts the network of another model with the present step, from zero or with the state of the one before. */
    private void begin(ModelSlot to, BinState bin) {
        StepperParts before = parts;
        NetworkState carried = null;
        if (to.parts().carriesStateOf(before)) {
            before.network().store(row, s.live.network);
            carried = s.live.network;
        }
        use(to);
        s.live =
                new StreamState.Live(
                        carried == null ? parts.network().newState() : carried,
                        bin,
                        parts.readout().start());
        if (carried == null) {
            parts.network().start(row);
        } else {
            parts.network().load(row, carried);
        }
        s.model = parts.fingerprint();
        s.sha256 = parts.sha256();
        s.modelStep = s.step;
        parts.counters().modelChanges++;
        observer.modelChanged(batch, s.step, before.document(), parts.document());
    }

    /** A long gap or a clock reset: a partial window is reported, then network and windows are reset. */
    private void cutShort(Consumer<? super Outgoing> out) {
        classifyPartial(out);
        parts.network().start(row);
        StreamState.Live before = s.live;
        s.live = new StreamState.Live(before.network, before.bin, parts.readout().start());
        s.live.filters = before.filters;
        shadows.forEach(
                shadow -> {
                    shadow.end(batch, s.session, s.step - 1, out);
                    shadow.restart();
                });
    }

    /** Whether the open bin of a session that is over holds events: it is stepped before the session ends. */
    private boolean closesOpenBin() {
        if (!isInNetwork()) {
            return false;
        }
        cursor.begin(s.live.bin, batch);
        return parts.bins().close(cursor, slot.frames());
    }

    private Phase finish(Consumer<? super Outgoing> out) {
        if (batch.end()) {
            endSession(out);
        }
        spikes.flush(s.session, batch, out);
        return Phase.ARRIVING;
    }

    /** Reports a partial window and shrinks the state. */
    private void endSession(Consumer<? super Outgoing> out) {
        if (isInNetwork()) {
            classifyPartial(out);
            spikes.flush(s.session, batch, out);
        }
        endShadows(out);
        s.live = null;
        s.shedEvents = 0;
        if (parts.health() != null) {
            parts.health().end(s.health, batch, out);
        }
        s.health = null;
    }

    private void classifyPartial(Consumer<? super Outgoing> out) {
        for (WindowScores partial : parts.readout().partial(s.live.windows)) {
            classify(partial, s.step - 1, false, out);
        }
    }

    private void classify(
            WindowScores scored, long step, boolean isFinal, Consumer<? super Outgoing> out) {
        parts.work().windows().decided(scored);
        int answer = scored.answer();
        out.accept(
                new Classification(
                        batch.stream(),
                        s.session,
                        step,
                        scored.startUs(),
                        scored.endUs(),
                        answer,
                        scored.isAnswered() ? parts.document().labels().get(answer) : "",
                        scored.scores(),
                        scored.confidence(),
                        isFinal,
                        parts.document().id(),
                        batch.origin().timestampMs(),
                        s.modelStep));
    }
}
