package org.spikelink.operators;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.state.StreamStateSerializer;

/**
 * Keyed by stream: collects batches of many streams into a bundle, then reads each stream's state once, advances all of
 * them together through {@link StreamStepper}, and writes each state once. Flushes when a {@link BundleOptions} limit is reached,
 * on a watermark, before a barrier, and at the end of input, so that no batch is ever in a snapshot.
 *
 * <p>What could not be decoded passes through at once. A stream's outputs keep its order. A stream silent for twice the ttl (by watermark) is forgotten.
 */
public final class StepOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = LoggerFactory.getLogger(StepOperator.class);
    private static final long LAST_DUE_MS = Long.MAX_VALUE - 1;

    private final byte[] modelFile;
    private final StepperOptions stepperOptions;
    private final BundleOptions bundleOptions;

    private transient Model model;
    private transient ModelPin pin;
    private transient StreamStepper stepper;
    private transient Bundle bundle;
    private transient boolean lingering;
    private transient ValueState<StreamState> states;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient StepMetrics stepMetrics;
    private transient EventLog log;
    private transient BitSet unseen; // of the streams of a flush, those without a state
    private transient Consumer<Outgoing> results;

    /**
     * An operator that steps streams through one model.
     *
     * @param modelFile the bytes of a model file
     * @throws org.spikelink.core.model.ModelException if it is none, or cannot be run with these options
     */
    public StepOperator(
            byte[] modelFile, StepperOptions stepperOptions, BundleOptions bundleOptions) {
        StreamStepper.check(ModelFile.parse(modelFile).document(), stepperOptions);
        this.modelFile = modelFile;
        this.stepperOptions = stepperOptions;
        this.bundleOptions = bundleOptions;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        model = ModelFile.parse(modelFile);
        pin = new ModelPin(context.getOperatorStateStore());
        pin.add(model);
    }

    @Override
    public void open() throws Exception {
        super.open();
        log = new EventLog(StepOperator::log, System::nanoTime);
        log.opened(model, KernelChoice.ofThisJvm());
        stepper = new StreamStepper(model, stepperOptions, log);
        bundle = new Bundle(bundleOptions);
        unseen = new BitSet();
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("stream", new StreamStateSerializer()));
        timers = getInternalTimerService("ttl", VoidNamespaceSerializer.INSTANCE, this);
        stepMetrics = new StepMetrics(getMetricGroup(), model.document(), stepper.counters());
        model = null; // the stepper has what it needs of it
        StreamRecord<Outgoing> element = new StreamRecord<>(null);
        results =
                result -> {
                    if (result instanceof Rejected rejected) {
                        log.rejected(rejected);
                    }
                    output.collect(element.replace(result));
                };
    }

    private static void log(Level level, String line) {
        if (level == Level.WARN) {
            LOGGER.warn(line);
        } else {
            LOGGER.info(line);
        }
    }

    @Override
    public void processElement(StreamRecord<Incoming> element) throws Exception {
        if (element.getValue() instanceof SensorBatch batch) {
            collect(batch);
        } else {
            stepMetrics.undecodable();
            results.accept((Rejected) element.getValue());
        }
    }

    private void collect(SensorBatch batch) throws Exception {
        bundle.add(batch, stepper.estimatedBins(batch));
        FlushReason reached = bundle.reached();
        if (reached != null) {
            flush(reached);
        } else if (bundleOptions.linger().isZero()) {
            flush(FlushReason.LINGER);
        } else if (!lingering) {
            linger();
        }
    }

    /** One timer at a time: the one that is due may find a younger bundle, which then waits less. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the timer throws fails the task already
    private void linger() {
        lingering = true;
        long dueMs =
                getProcessingTimeService().getCurrentProcessingTime()
                        + bundleOptions.linger().toMillis();
        getProcessingTimeService()
                .registerTimer(
                        dueMs,
                        nowMs -> {
                            lingering = false;
                            flush(FlushReason.LINGER);
                        });
    }

    /** Steps all that was collected: each stream's state is read once, all step together, each is written once. */
    private void flush(FlushReason reason) throws Exception {
        if (bundle.isEmpty()) {
            return;
        }
        long startNs = System.nanoTime();
        for (Map.Entry<String, List<SensorBatch>> stream : bundle.byStream().entrySet()) {
            setCurrentKey(stream.getKey());
            StreamState state = states.value();
            unseen.set(stepper.add(state, stream.getValue()), state == null);
        }
        stepper.step(results);
        int n = 0;
        for (String stream : bundle.byStream().keySet()) {
            setCurrentKey(stream);
            keep(stepper.result(n), unseen.get(n));
            n++;
        }
        stepper.clear();
        stepMetrics.flushed(reason, bundle, System.nanoTime() - startNs);
        bundle.clear();
    }

    private void keep(StreamState state, boolean isNew) throws Exception {
        state.heard(timers.currentWatermark());
        states.update(state);
        if (isNew) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, dueMs(state));
        }
    }

    /** When the stream is forgotten, event time in ms. */
    private long dueMs(StreamState state) {
        long afterMs = 2 * stepperOptions.ttl().toMillis();
        return state.heardMs() > LAST_DUE_MS - afterMs ? LAST_DUE_MS : state.heardMs() + afterMs;
    }

    /** The stream's one timer: forgets it, or comes again later if it has been heard of since. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        StreamState state = states.value();
        if (dueMs(state) <= timer.getTimestamp()) {
            states.clear();
        } else {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, dueMs(state));
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no stream has a timer in processing time");
    }

    /** The last watermark says that the input ends, not that time has passed: it must forget no stream. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush(FlushReason.WATERMARK);
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            output.emitWatermark(mark);
        } else {
            super.processWatermark(mark);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush(FlushReason.CHECKPOINT);
        log.tellHeldBack();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        pin.snapshot();
    }

    @Override
    public void finish() throws Exception {
        flush(FlushReason.FINISH);
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (log != null) { // an operator that could not be opened is closed as well
            log.close();
        }
        super.close();
    }
}
