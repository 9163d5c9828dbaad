package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    private final StepperParts parts;
    private final StepObserver observer;
    private final int largestGroup;
    private final FrameGroup frames = new FrameGroup();
    private final List<StreamRun> runs = new ArrayList<>(); // the first `added` are in use
    private int added;
    private StreamRun[] going = new StreamRun[1]; // runs with frames left
    private int reserved = 1;

    public StreamStepper(Model model, StepperOptions options, StepObserver observer) {
        this.parts = StepperParts.of(model, options, observer.readsSpikes());
        this.largestGroup = parts.network().largestGroup();
        this.observer = observer;
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
        return parts.counters();
    }

    /** Bytes that the values of a running stream's state need, apart from an open bin. */
    public long stateBytes() {
        NetworkState network = parts.network().newState();
        WindowState windows = parts.readout().start();
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
        return parts.filters().isStateful();
    }

    /** Whether {@link StreamState#takeHealth} must be stored as well. */
    public boolean keepsHealth() {
        return parts.health() != null;
    }

    /** Estimates how many bins a batch will close; cheap enough to decide when a bundle is full. */
    public long estimatedBins(SensorBatch batch) {
        return Math.min(parts.bins().estimate(batch), parts.options().maxBinsPerBatch());
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
        if (added == reserved) {
            reserved *= 2;
            parts.network().reserve(reserved);
            going = new StreamRun[reserved];
        }
        if (added == runs.size()) {
            runs.add(new StreamRun(parts, observer, added));
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
        int stepped = 0;
        for (int n = 0; n < count; n++) {
            StreamRun run = going[n];
            if (run.next(frames, turnIsOver, out)) {
                frames.endStream(run.row());
                going[left++] = run;
            }
            if (frames.inputs() >= ENOUGH_INPUTS || frames.streams() >= largestGroup) {
                stepGroup(stepped, out);
                stepped = left;
            }
        }
        stepGroup(stepped, out);
        return left;
    }

    /** Steps the group in {@link #frames}, made of the streams going from {@code first} on. */
    private void stepGroup(int first, Consumer<? super Outgoing> out) {
        int size = frames.streams();
        if (size == 0) {
            return;
        }
        parts.network().step(frames);
        count();
        frames.clear();
        for (int b = 0; b < size; b++) {
            observer.stepped(parts.network(), b);
            going[first + b].stepped(b, out);
        }
    }

    private void count() {
        Network network = parts.network();
        int streams = frames.streams();
        long inputs = frames.inputs();
        FrameGroup input = frames;
        for (int n = 0; n < network.layerCount(); n++) {
            long outputs = network.passedOn(n);
            long operations = network.layer(n).inputOperations(input);
            parts.counters().layers().get(n).stepped(streams, inputs, operations, outputs);
            input = network.output(n);
            inputs = outputs;
        }
        parts.counters().steps += frames.streams();
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
        frames.clear();
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
