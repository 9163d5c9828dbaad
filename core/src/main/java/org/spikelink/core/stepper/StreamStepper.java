package org.spikelink.core.stepper;

import java.util.function.Consumer;
import org.spikelink.core.frame.BinState;
import org.spikelink.core.frame.Bins;
import org.spikelink.core.frame.Bins.Cut;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.network.SlstmLayer;
import org.spikelink.core.readout.Readout;
import org.spikelink.core.readout.Scored;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * Advances streams: state in, batch in; spikes, classes and the state out. All that happens to a stream happens here,
 * in the operator, the SQL function and {@code evaluate} alike: sessions and sequence numbers, events to bins, bins to
 * steps, steps to classes. Knows nothing of Flink.
 *
 * <p>The result depends on the order of a stream's batches and their content only. Keeps scratch but no stream's state:
 * one instance serves any number of streams on one thread.
 */
public final class StreamStepper {
    /** The row of the network that the stream at hand is loaded into. */
    private static final int ROW = 0;

    private final ModelDocument document;
    private final StepperOptions options;
    private final StepObserver observer;
    private final Network network;
    private final Bins bins;
    private final Readout readout;
    private final SpikeRecorder spikes;
    private final FrameGroup frame = new FrameGroup();
    private final StepCounters counters = new StepCounters();
    private final long fingerprint;

    public StreamStepper(Model model, StepperOptions options, StepObserver observer) {
        this.document = model.document();
        this.options = options;
        this.observer = observer;
        this.network = new Network(model);
        this.bins = Bins.of(document.input(), options.maxGapBins());
        this.readout = new Readout(document);
        this.spikes = new SpikeRecorder(network, document.id(), options.spikes());
        this.fingerprint = model.fingerprint();
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
        return counters;
    }

    /** About how many bins a batch will close; cheap, for deciding when enough has been collected. */
    public long estimatedBins(SensorBatch batch) {
        return Math.min(bins.estimate(batch), options.maxBinsPerBatch());
    }

    /**
     * Advances one stream by its next batch.
     *
     * @param state the stream's state, null for a stream never seen; advanced in place
     * @param batch used and not kept
     * @param out takes spikes, classes and a rejected batch, in order
     * @return the state to keep, {@code state} itself unless it was null or outlived its ttl
     */
    public StreamState advance(
            StreamState state, SensorBatch batch, Consumer<? super Outgoing> out) {
        StreamState s = arrived(state, batch);
        if (Long.compareUnsigned(batch.session(), s.session) < 0) {
            reject(
                    batch,
                    "its session must not be below "
                            + Long.toUnsignedString(s.session)
                            + ", the stream's last one (got "
                            + Long.toUnsignedString(batch.session())
                            + ")",
                    out);
            return s;
        }
        s.lastTimestampMs = Math.max(s.lastTimestampMs, batch.origin().timestampMs());
        if (batch.session() != s.session) {
            endSession(s, batch, out);
            startSession(s, batch);
        }
        if (batch.sequence() <= s.lastSequence) {
            counters.repeated++;
            return s;
        }
        counters.missing += batch.sequence() - s.lastSequence - 1;
        s.lastSequence = batch.sequence();
        take(s, batch, out);
        if (batch.end()) {
            endSession(s, batch, out);
        }
        spikes.flush(s.session, batch, out);
        return s;
    }

    /** The stream as this record finds it: anew if it was never seen or not for longer than the ttl. */
    private StreamState arrived(StreamState state, SensorBatch batch) {
        long nowMs = batch.origin().timestampMs();
        if (state == null || nowMs - state.lastTimestampMs > options.ttl().toMillis()) {
            StreamState fresh = new StreamState(batch.session(), nowMs);
            startSession(fresh, batch);
            fresh.lastSequence =
                    batch.sequence() - 1; // what came before is not known to be missing
            return fresh;
        }
        return state;
    }

    private void startSession(StreamState s, SensorBatch batch) {
        s.session = batch.session();
        s.lastSequence = StreamState.NO_SEQUENCE;
        s.step = 0;
        s.partition = batch.origin().partition();
        startAnew(s);
    }

    /** The state that a stream starts with, for this model. */
    private void startAnew(StreamState s) {
        int size = network.stateSize();
        s.model = fingerprint;
        s.live =
                new StreamState.Live(
                        new float[size], new float[size], new BinState(), readout.start());
        network.start(ROW);
        network.store(ROW, s.live.syn, s.live.mem);
    }

    private void take(StreamState s, SensorBatch batch, Consumer<? super Outgoing> out) {
        if (s.live != null && s.model != fingerprint) {
            startAnew(s);
        }
        String refusal = refusal(s, batch);
        if (refusal != null) {
            reject(batch, refusal, out);
            return;
        }
        counters.events += measurements(batch);
        network.load(ROW, s.live.syn, s.live.mem);
        bins.begin(s.live.bin, batch);
        for (Cut cut = bins.next(frame); cut != Cut.DONE; cut = bins.next(frame)) {
            if (cut == Cut.BIN) {
                stepBin(s, batch, out);
            } else {
                counters.gaps += cut == Cut.GAP ? 1 : 0;
                counters.clockResets += cut == Cut.CLOCK_RESET ? 1 : 0;
                cutShort(s, batch, out);
            }
        }
        counters.late += bins.late();
        network.store(ROW, s.live.syn, s.live.mem);
    }

    private String refusal(StreamState s, SensorBatch batch) {
        if (batch.origin().partition() != s.partition) {
            return "a stream must stay in one partition for a session: "
                    + s.partition
                    + " (got "
                    + batch.origin().partition()
                    + ")";
        }
        if (s.live == null) {
            return "session "
                    + Long.toUnsignedString(s.session)
                    + " has ended (got sequence "
                    + batch.sequence()
                    + ")";
        }
        String refusal = TimeRange.refusal(batch);
        return refusal != null
                ? refusal
                : bins.refusal(s.live.bin, batch, options.maxBinsPerBatch());
    }

    private void reject(SensorBatch batch, String error, Consumer<? super Outgoing> out) {
        counters.rejected++;
        out.accept(batch.rejected(error));
    }

    private static long measurements(SensorBatch batch) {
        return batch.payload() instanceof PackedEvents events
                ? events.count()
                : ((Samples) batch.payload()).values().length
                        / ((Samples) batch.payload()).channels();
    }

    /** One step: the bin just cut goes through the network, its spikes to the recorder and the readout. */
    private void stepBin(StreamState s, SensorBatch cause, Consumer<? super Outgoing> out) {
        frame.endStream(ROW);
        network.step(frame);
        frame.clear();
        counters.steps++;
        countSpikes();
        spikes.record(network, 0, s.step, bins.binStartUs(), bins.binUs());
        observer.stepped(network, ROW);
        if (readout.add(s.live.windows, network, 0, bins.binStartUs(), bins.binUs())) {
            classify(s, readout.full(s.live.windows), s.step, true, cause, out);
            if (document.decision().resetAfterWindow()) {
                network.start(ROW);
            }
        }
        s.step++;
        if (spikes.isFull()) {
            spikes.flush(s.session, cause, out);
        }
    }

    private void countSpikes() {
        for (int n = 0; n < network.layerCount(); n++) {
            counters.spikes +=
                    network.layer(n) instanceof SlstmLayer ? network.output(n).end(0) : 0;
        }
    }

    /** A long gap or a clock reset: what was decided so far is told, then network and windows start anew. */
    private void cutShort(StreamState s, SensorBatch cause, Consumer<? super Outgoing> out) {
        classifyPartial(s, cause, out);
        network.start(ROW);
        s.live = new StreamState.Live(s.live.syn, s.live.mem, s.live.bin, readout.start());
    }

    /** The end of a session: the open bin is closed, a partial window told, and the state shrinks. */
    private void endSession(StreamState s, SensorBatch cause, Consumer<? super Outgoing> out) {
        if (s.live == null) {
            return;
        }
        if (s.model == fingerprint) {
            network.load(ROW, s.live.syn, s.live.mem);
            if (bins.close(s.live.bin, frame)) {
                stepBin(s, cause, out);
            }
            classifyPartial(s, cause, out);
            spikes.flush(s.session, cause, out);
        }
        s.live = null;
    }

    private void classifyPartial(StreamState s, SensorBatch cause, Consumer<? super Outgoing> out) {
        Scored partial = readout.partial(s.live.windows);
        if (partial != null) {
            classify(s, partial, s.step - 1, false, cause, out);
        }
    }

    private void classify(
            StreamState s,
            Scored scored,
            long step,
            boolean isFinal,
            SensorBatch cause,
            Consumer<? super Outgoing> out) {
        int best = scored.best();
        out.accept(
                new Classification(
                        cause.stream(),
                        s.session,
                        step,
                        scored.startUs(),
                        scored.endUs(),
                        best,
                        document.labels().get(best),
                        scored.scores(),
                        scored.confidence(),
                        isFinal,
                        document.id(),
                        cause.origin().timestampMs()));
    }
}
