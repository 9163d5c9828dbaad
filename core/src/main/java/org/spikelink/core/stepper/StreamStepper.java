package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.network.NetworkState;
import org.spikelink.core.readout.WindowState;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;

/**
 * Advances streams: takes their states and batches, and returns spikes, classes and the advanced states. Everything
 * that happens to a stream happens here, both in the operator and in {@code evaluate}; {@link StreamRun} has the
 * rules. Does not depend on Flink.
 *
 * <p>Many streams step together, in waves: the n-th frame of each is in wave n, made when its wave comes. A stream's
 * result depends only on the order and content of its batches, never on the streams that step with it. Keeps scratch
 * but no stream's state: one instance serves any number of streams on one thread.
 */
public final class StreamStepper {
    /** Number of active inputs that fills a group: with dense inputs, a wave is stepped in several groups. */
    private static final int ENOUGH_INPUTS = 1 << 18;

    /** Steps that a stream makes at least before its turn ends; also the most that one {@code SpikeBatch} covers. */
    static final int TURN_STEPS = 128;

    private final ModelSlot first;
    private final List<ModelSlot> slots =
            new CopyOnWriteArrayList<>(); // all models held, the first one first
    private final Map<String, ModelCounters> counted = new HashMap<>(); // also of models dropped
    private final Map<String, ShadowCounters> shadows = new HashMap<>();
    private final StreamModels models; // null if there is one model only
    private final int mostModels;
    private final StepObserver observer;
    private final List<StreamRun> runs = new ArrayList<>(); // the first `added` are in use
    private int added;
    private StreamRun[] going = new StreamRun[1]; // runs with frames left
    private long bundle; // number of the present one

    /** A stepper of streams that all have one model. */
    public StreamStepper(Model model, StepperOptions options, StepObserver observer) {
        this(StepperParts.of(model, options, observer.readsSpikes()), null, 1, observer);
    }

    /**
     * A stepper of streams that may change their model.
     *
     * @param first always held; the model of a stream for which none was chosen
     * @param mostModels models held between two bundles, at least 1; the one that was not used for longest goes first
     */
    public StreamStepper(
            ReadyModel first, StreamModels models, int mostModels, StepObserver observer) {
        this(first.parts(), Objects.requireNonNull(models), mostModels, observer);
    }

    private StreamStepper(
            StepperParts parts, StreamModels models, int mostModels, StepObserver observer) {
        this.first = new ModelSlot(parts);
        this.models = models;
        this.mostModels = mostModels;
        this.observer = observer;
        slots.add(first);
    }

    /**
     * Checks that a model can be run with these options, before anything is started.
     *
     * @throws org.spikelink.core.model.ModelException if its reports could exceed a Kafka record
     */
    public static void check(ModelDocument model, StepperOptions options) {
        SpikeRecorder.check(model, options.spikes());
    }

    /** Counters of the work done so far. */
    public StepCounters counters() {
        return parts().counters();
    }

    private StepperParts parts() {
        return first.parts();
    }

    /** Whether streams may change their model. */
    boolean changesModels() {
        return models != null;
    }

    ModelSlot first() {
        return first;
    }

    StreamModels models() {
        return models;
    }

    /** Whether a model is held, so that streams can be given it at once. */
    public boolean holds(String sha256) {
        return held(sha256) != null;
    }

    /** Number of models that are held. */
    public int heldModels() {
        return slots.size();
    }

    /** Files of the models that are held, by their sha256. */
    public List<String> held() {
        return slots.stream().map(slot -> slot.parts().sha256()).toList();
    }

    /** Takes a model that is ready; ignored if it is held already. */
    public void hold(ReadyModel model) {
        if (!holds(model.sha256())) {
            take(model);
        }
    }

    private ModelSlot held(String sha256) {
        for (ModelSlot slot : slots) {
            if (slot.parts().sha256().equals(sha256)) {
                return slot;
            }
        }
        return null;
    }

    private ModelSlot take(ReadyModel model) {
        StepperParts alike = null;
        for (ModelSlot slot : slots) {
            if (slot.parts().document().input().equals(model.document().input())) {
                alike = slot.parts();
            }
        }
        ModelCounters work =
                counted.computeIfAbsent(
                        model.sha256(),
                        sha256 -> {
                            counters().include(model.parts().work());
                            return model.parts().work();
                        });
        ModelSlot slot = new ModelSlot(model.parts().with(alike, work, counters()));
        slot.usedIn = bundle;
        slots.add(slot);
        return slot;
    }

    /** The model of this sha256, which is loaded if it is not held; null if there is no such model. */
    ModelSlot slot(String sha256) {
        return slot(sha256, models::load);
    }

    private ModelSlot slot(String sha256, Function<String, ReadyModel> load) {
        ModelSlot slot = held(sha256);
        if (slot == null) {
            ReadyModel loaded = load.apply(sha256);
            slot = loaded == null ? null : take(loaded);
        }
        if (slot != null) {
            slot.usedIn = bundle;
        }
        return slot;
    }

    /**
     * The model of a stream whose session runs; the first one if it has none, or if there is no such model any more.
     */
    ModelSlot slotOf(StreamState state) {
        if (models == null || state == null || state.ended()) {
            return first;
        }
        String sha256 = state.sha256;
        if (sha256 == null) {
            sha256 =
                    state.model == parts().fingerprint()
                            ? parts().sha256()
                            : models.sha256(state.model);
        }
        ModelSlot slot = sha256 == null ? null : slot(sha256);
        return slot == null ? first : slot;
    }

    /** The model of a shadow that was running; null, for a reason that is reported, if it cannot go on. */
    ModelSlot slotOfShadow(String stream, String sha256) {
        ModelSlot slot = null;
        String why = "there is no such model any more";
        try {
            slot = slot(sha256, models::loadShadow);
        } catch (SpikelinkException e) {
            why = e.getMessage(); // a shadow must not stop the stream
        }
        if (slot == null) {
            observer.shadowLost(stream, sha256, why);
        }
        return slot;
    }

    /** The model of a shadow that begins; null if it is not held. */
    ModelSlot slotIfHeld(String sha256) {
        return holds(sha256) ? slot(sha256) : null;
    }

    /** What counts a shadow's windows. */
    ShadowCounters countersOf(ModelSlot shadow) {
        return shadows.computeIfAbsent(
                shadow.parts().sha256(),
                sha256 -> {
                    ShadowCounters created = new ShadowCounters(shadow.parts().document());
                    counters().include(created);
                    return created;
                });
    }

    /** Drops a model that no stream is to have any more; not while a bundle is stepped. The first one is always held. */
    public void drop(String sha256) {
        ModelSlot slot = held(sha256);
        if (slot != null && slot != first) {
            remove(slot);
        }
    }

    /** The models that are held and that a stream has had since a number of bundles was finished, as their sha256. */
    public List<String> usedSince(long bundles) {
        return slots.stream()
                .filter(slot -> slot.usedIn >= bundles)
                .map(slot -> slot.parts().sha256())
                .toList();
    }

    /** Number of bundles finished. */
    public long bundles() {
        return bundle;
    }

    /** Drops models until there are at most {@link #mostModels}, but none that the bundle has used. */
    private void dropSurplus() {
        while (slots.size() > mostModels) {
            ModelSlot least = null;
            for (ModelSlot slot : slots) {
                if (slot != first && (least == null || slot.usedIn < least.usedIn)) {
                    least = slot;
                }
            }
            if (least == null || least.usedIn == bundle) {
                return;
            }
            remove(least);
        }
    }

    private void remove(ModelSlot slot) {
        slots.remove(slot);
        for (StreamRun run : runs) {
            run.forget(slot, first);
        }
    }

    /** Bytes that the values of a running stream's state need, apart from an open bin. */
    public long stateBytes() {
        NetworkState network = parts().network().newState();
        WindowState windows = parts().readout().start();
        long bytes =
                (long) Long.BYTES * windows.startsUs().length
                        + (long) Float.BYTES * windows.scores().length
                        + (long) Integer.BYTES * windows.confident().length;
        for (int v = 0; v < network.variables().size(); v++) {
            bytes += (long) Float.BYTES * network.values(v).length;
        }
        return bytes;
    }

    /** Whether {@link StreamState#filters} must be stored as well. */
    public boolean keepsFilters() {
        return changesModels() || parts().filters().isStateful();
    }

    /** Whether {@link StreamState#takeHealth} must be stored as well. */
    public boolean keepsHealth() {
        return parts().health() != null;
    }

    /** Estimates how many bins a batch will close; cheap enough to decide when a bundle is full. */
    public long estimatedBins(SensorBatch batch) {
        return Math.min(parts().bins().estimate(batch), parts().options().maxBinsPerBatch());
    }

    /**
     * Adds a stream to those that the next {@link #step} advances.
     *
     * @param state the stream's state, null for a stream never seen; advanced in place
     * @param batches the stream's next batches; {@link #step} takes what it has stepped
     * @return the stream's number, for {@link #result}
     * @throws StateException if the state is of this model, but does not fit it
     */
    public int add(StreamState state, BatchQueue batches) {
        if (added == going.length) {
            going = new StreamRun[2 * added];
        }
        if (added == runs.size()) {
            runs.add(new StreamRun(this, first, observer, added));
        }
        runs.get(added).begin(state, batches);
        return added++;
    }

    /**
     * Advances all streams added by all their batches.
     *
     * @param out receives spikes, classes and rejected batches, each stream's in order
     */
    public void step(Consumer<? super Outgoing> out) {
        step(() -> false, out);
    }

    /**
     * Advances all streams added, in turns: once {@code turnIsOver}, a stream that has had {@value #TURN_STEPS} steps
     * stops at the next possible point, and the rest stays in its queue. Where it stops changes no output.
     *
     * @param out receives spikes, classes and rejected batches, each stream's in order
     */
    public void step(BooleanSupplier turnIsOver, Consumer<? super Outgoing> out) {
        for (int n = 0; n < added; n++) {
            going[n] = runs.get(n);
        }
        int left = added;
        while (left > 0) {
            left = wave(left, turnIsOver, out);
        }
    }

    /** Number of steps that a stream has made since it was added. */
    public int steps(int stream) {
        return runs.get(stream).steps();
    }

    /** Steps the next frame of each of the first {@code count} streams going; returns how many are not finished. */
    private int wave(int count, BooleanSupplier turnIsOver, Consumer<? super Outgoing> out) {
        int left = 0;
        for (int n = 0; n < count; n++) {
            StreamRun run = going[n];
            if (run.next(turnIsOver, out)) {
                going[left++] = run;
                ModelSlot slot = run.slot();
                slot.add(run);
                addShadows(run, out);
                if (slot.isFull(ENOUGH_INPUTS)) {
                    stepGroup(slot, out);
                }
            }
        }
        for (int n = 0; n < slots.size(); n++) {
            stepGroup(slots.get(n), out);
        }
        return left;
    }

    /** The shadows of a stream step the frame that was just added for it. */
    private void addShadows(StreamRun run, Consumer<? super Outgoing> out) {
        List<ShadowRun> beside = run.shadows();
        for (int n = 0; n < beside.size(); n++) {
            ModelSlot slot = beside.get(n).slot();
            run.giveFrame(beside.get(n));
            if (slot.isFull(ENOUGH_INPUTS)) {
                stepGroup(slot, out);
            }
        }
    }

    /** Steps the streams whose frames a model has. */
    private void stepGroup(ModelSlot slot, Consumer<? super Outgoing> out) {
        FrameGroup frames = slot.frames();
        int size = frames.streams();
        if (size == 0) {
            return;
        }
        Network network = slot.parts().network();
        network.step(frames);
        count(slot);
        slot.clear();
        for (int b = 0; b < size; b++) {
            GroupMember member = slot.member(b);
            if (!member.isShadow()) {
                observer.stepped(network, b);
            }
            member.stepped(b, out);
        }
    }

    private static void count(ModelSlot slot) {
        StepperParts parts = slot.parts();
        FrameGroup frames = slot.frames();
        Network network = parts.network();
        int streams = frames.streams();
        long inputs = frames.inputs();
        FrameGroup input = frames;
        for (int n = 0; n < network.layerCount(); n++) {
            long outputs = network.passedOn(n);
            long operations = network.layer(n).inputOperations(input);
            parts.work().layers().get(n).stepped(streams, inputs, operations, outputs);
            input = network.output(n);
            inputs = outputs;
        }
        parts.counters().steps += streams - slot.shadows();
        parts.counters().shadowSteps += slot.shadows();
    }

    /**
     * The state to keep of a stream: the given one, unless it was null or its ttl had passed. Call once per {@link
     * #step}.
     */
    public StreamState result(int stream) {
        return runs.get(stream).end();
    }

    /** Removes all added streams, to make room for the next ones. */
    public void clear() {
        added = 0;
        for (int n = 0; n < slots.size(); n++) {
            slots.get(n).clear();
        }
        dropSurplus();
        bundle++;
    }

    /** Advances one stream by one batch: {@link #add}, {@link #step}, {@link #result}, {@link #clear}. */
    public StreamState advance(
            StreamState state, SensorBatch batch, Consumer<? super Outgoing> out) {
        try {
            int stream = add(state, BatchQueue.of(batch));
            step(out);
            return result(stream);
        } finally {
            clear();
        }
    }
}
