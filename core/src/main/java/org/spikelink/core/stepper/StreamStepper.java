package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;

/**
 * Advances streams: states in, batches in; spikes, classes and the states out. All that happens to a stream happens
 * here, in the operator, the SQL function and {@code evaluate} alike; {@link StreamRun} has the rules. Knows nothing of
 * Flink.
 *
 * <p>Many streams step together, in waves: the n-th frame of each is in wave n, made when its wave comes. A stream's
 * result depends on the order of its batches and their content only, never on who steps beside it. Keeps scratch but no
 * stream's state: one instance serves any number of streams on one thread.
 */
public final class StreamStepper {
    /** Active inputs of a group that are enough: with dense inputs a wave is stepped in several groups. */
    private static final int ENOUGH_INPUTS = 1 << 18;

    private final StepperParts parts;
    private final StepObserver observer;
    private final FrameGroup frames = new FrameGroup();
    private final List<StreamRun> runs = new ArrayList<>(); // the first `added` are in use
    private int added;
    private StreamRun[] going = new StreamRun[1]; // those with frames left
    private int reserved = 1;

    public StreamStepper(Model model, StepperOptions options, StepObserver observer) {
        this.parts = StepperParts.of(model, options);
        this.observer = observer;
    }

    /**
     * Checks that a model can be run with these options, before anything is started.
     *
     * @throws org.spikelink.core.model.ModelException if what it reports could outgrow a Kafka record
     */
    public static void check(ModelDocument model, StepperOptions options) {
        SpikeRecorder.check(model, options.spikes());
    }

    /** What has been done so far. */
    public StepCounters counters() {
        return parts.counters();
    }

    /** About how many bins a batch will close; cheap, for deciding when enough has been collected. */
    public long estimatedBins(SensorBatch batch) {
        return Math.min(parts.bins().estimate(batch), parts.options().maxBinsPerBatch());
    }

    /**
     * Adds a stream to those that the next {@link #step} advances.
     *
     * @param state the stream's state, null for a stream never seen; advanced in place
     * @param batches the stream's next, in order; used and not kept
     * @return the stream's number, for {@link #result}
     */
    public int add(StreamState state, List<SensorBatch> batches) {
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
     * @param out takes spikes, classes and rejected batches, each stream's in order
     */
    public void step(Consumer<? super Outgoing> out) {
        for (int n = 0; n < added; n++) {
            going[n] = runs.get(n);
        }
        int left = added;
        while (left > 0) {
            left = wave(left, out);
        }
    }

    /** The next frame of each of the first {@code count} streams going; returns how many of them go on. */
    private int wave(int count, Consumer<? super Outgoing> out) {
        int left = 0;
        int stepped = 0;
        for (int n = 0; n < count; n++) {
            StreamRun run = going[n];
            if (run.next(frames, out)) {
                frames.endStream(run.row());
                going[left++] = run;
            }
            if (frames.inputs() >= ENOUGH_INPUTS) {
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
        int active = frames.inputs();
        for (int n = 0; n < network.layerCount(); n++) {
            int out = network.output(n).inputs();
            parts.counters().layers().get(n).stepped(frames.streams(), active, out);
            active = out;
        }
        parts.counters().steps += frames.streams();
    }

    /** The state to keep of a stream, the one given unless it was null or outlived its ttl; once a {@link #step}. */
    public StreamState result(int stream) {
        return runs.get(stream).end();
    }

    /** Makes room for the next streams: those added are forgotten. */
    public void clear() {
        added = 0;
        frames.clear();
    }

    /** Advances one stream by one batch: {@link #add}, {@link #step}, {@link #result}, {@link #clear}. */
    public StreamState advance(
            StreamState state, SensorBatch batch, Consumer<? super Outgoing> out) {
        try {
            int stream = add(state, List.of(batch));
            step(out);
            return result(stream);
        } finally {
            clear();
        }
    }
}
