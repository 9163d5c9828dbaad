package org.spikelink.operators;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
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
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.stepper.BatchQueue;
import org.spikelink.core.stepper.ReadyModel;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;

/**
 * Keyed by stream: collects batches of many streams into a bundle, then reads each stream's state once, advances all of
 * them together through {@link StreamStepper}, and writes each state once. Flushes when a {@link BundleOptions} limit is reached,
 * on a watermark, before a barrier, and at the end of input, so that no batch is in a snapshot. The exception is streams that
 * send more work than a {@link BundleOptions#turn} has time for: the rest of their batches waits in a {@link Backlog}, which is in
 * snapshots, while other streams come first. It is worked off in between. Only at the end of input it is waited for.
 *
 * <p>Records that could not be decoded pass through at once. Outputs keep the order of their stream. The network of a
 * stream that is silent for twice the ttl (by watermark) is freed; its numbers are deleted after 31 times the ttl.
 */
public final class StepOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<Incoming, Outgoing>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = LoggerFactory.getLogger(StepOperator.class);

    /** Time for waiting batches before a barrier, and after which the rest is stored, as a number of turns. */
    private static final int TURNS_BEFORE_BARRIER = 10;

    private static final long LAST_DUE_MS = Long.MAX_VALUE - 1;

    private final byte[] modelFile;
    private final StepperOptions stepperOptions;
    private final BundleOptions bundleOptions;
    private final StreamLimit limit;
    private final ModelUpdates updates; // null if streams do not change their model
    private final DriftOptions drift;
    private boolean switchesModel;

    private transient Model model;
    private transient RunningModels models; // null if streams do not change their model
    private transient ModelPin pin;
    private transient StreamStepper stepper;
    private transient Bundle bundle;
    private transient boolean lingering;
    private transient Backlog backlog;
    private transient LiveStreams live;
    private transient SkewWatch skew;
    private transient HeapWatch heap; // null if states are not on the heap
    private transient boolean resuming;
    private transient TurnPace pace; // of the backlog
    private transient long turnEndNs;
    private transient StreamValues values;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient StepMetrics stepMetrics;
    private transient ModelMetrics modelMetrics; // null if streams do not change their model
    private transient HealthMetrics healthMetrics;
    private transient DriftWatch driftWatch;
    private transient StepLog log;
    private transient BitSet unseen; // of the streams of a flush, those without a state
    private transient Consumer<Outgoing> results;
    private transient BooleanSupplier turnIsOver;

    /** An operator that keeps as many streams as fit into its memory. */
    public StepOperator(
            byte[] modelFile, StepperOptions stepperOptions, BundleOptions bundleOptions) {
        this(modelFile, stepperOptions, bundleOptions, StreamLimit.DEFAULT);
    }

    /**
     * An operator that steps streams through one model.
     *
     * @param modelFile the bytes of a model file
     * @throws org.spikelink.core.model.ModelException if it is not a model file, or cannot be run with these options
     */
    public StepOperator(
            byte[] modelFile,
            StepperOptions stepperOptions,
            BundleOptions bundleOptions,
            StreamLimit limit) {
        this(modelFile, stepperOptions, bundleOptions, limit, null);
    }

    /** An operator that reports drift after the default time. */
    public StepOperator(
            byte[] modelFile,
            StepperOptions stepperOptions,
            BundleOptions bundleOptions,
            StreamLimit limit,
            ModelUpdates updates) {
        this(modelFile, stepperOptions, bundleOptions, limit, updates, DriftOptions.DEFAULT);
    }

    /**
     * An operator whose streams change their model as a schedule says.
     *
     * @param modelFile the bytes of a model file: the model of streams that no activation selects
     * @param updates the schedule, and where it and the models come from; null for streams that do not change
     * @param drift when a model's activity counts as drifted
     * @throws org.spikelink.core.model.ModelException if it is not a model file, or cannot be run with these options
     */
    public StepOperator(
            byte[] modelFile,
            StepperOptions stepperOptions,
            BundleOptions bundleOptions,
            StreamLimit limit,
            ModelUpdates updates,
            DriftOptions drift) {
        StreamStepper.check(ModelFile.parse(modelFile).document(), stepperOptions);
        this.modelFile = modelFile;
        this.stepperOptions = stepperOptions;
        this.bundleOptions = bundleOptions;
        this.limit = limit;
        this.updates = updates;
        this.drift = drift;
    }

    /**
     * Lets the job be restored with another model than it was started with. Streams that have the other one start anew, unless
     * they follow a schedule.
     */
    public StepOperator switchingModel() {
        switchesModel = true;
        return this;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        model = ModelFile.parse(modelFile);
        pin = new ModelPin(context.getOperatorStateStore());
        pin.first(model, switchesModel);
        log = new StepLog(StepOperator::log, System::nanoTime);
        if (updates != null) {
            models =
                    new RunningModels(
                            updates,
                            stepperOptions,
                            model,
                            pin,
                            log,
                            context.getOperatorStateStore());
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        log.opened(model, KernelChoice.ofThisJvm());
        stepper = newStepper();
        bundle = new Bundle(bundleOptions);
        unseen = new BitSet();
        values = new StreamValues(getRuntimeContext(), keys(), stepper);
        timers = getInternalTimerService("ttl", VoidNamespaceSerializer.INSTANCE, this);
        backlog = new Backlog(keys(), getRuntimeContext().getListState(Backlog.DESCRIPTOR));
        live = new LiveStreams(mostStreams());
        findStreams();
        pace = new TurnPace(System.nanoTime());
        skew = new SkewWatch(System.nanoTime());
        heap = isOnHeap() ? HeapWatch.ofThisJvm() : null;
        stepMetrics =
                new StepMetrics(
                        getMetricGroup(), model.document(), stepper.counters(), backlog, skew);
        healthMetrics = new HealthMetrics(getMetricGroup(), System::nanoTime);
        driftWatch =
                new DriftWatch(getMetricGroup(), stepper.counters(), drift, log, System::nanoTime);
        if (models != null) {
            models.start(
                    stepper,
                    getContainingTask()
                            .getMailboxExecutorFactory()
                            .createExecutor(getOperatorConfig().getChainIndex()));
            modelMetrics = new ModelMetrics(getMetricGroup(), stepper, models);
        }
        model = null; // the stepper has all it needs
        turnIsOver = () -> System.nanoTime() - turnEndNs >= 0;
        StreamRecord<Outgoing> element = new StreamRecord<>(null);
        results =
                result -> {
                    if (result instanceof Rejected rejected) {
                        log.rejected(rejected);
                    } else if (result instanceof SensorHealth health) {
                        healthMetrics.reported(health);
                    }
                    output.collect(element.replace(result));
                };
        resumeLater();
    }

    private StreamStepper newStepper() {
        return models == null
                ? new StreamStepper(model, stepperOptions, log)
                : new StreamStepper(
                        ReadyModel.of(model, stepperOptions, log.readsSpikes()),
                        models,
                        updates.maxLoaded(),
                        log);
    }

    private int mostStreams() {
        int slots =
                getContainingTask()
                        .getEnvironment()
                        .getTaskManagerInfo()
                        .getConfiguration()
                        .get(TaskManagerOptions.NUM_TASK_SLOTS);
        return limit.ofTask(
                isOnHeap(), Runtime.getRuntime().maxMemory(), slots, stepper.stateBytes());
    }

    private boolean isOnHeap() {
        return keys() instanceof HeapKeyedStateBackend;
    }

    /** After a restore: all streams with a state, the one that was active least recently first. */
    private void findStreams() throws Exception {
        if (!live.isLimited()) {
            return;
        }
        record Found(String name, long dueMs, long activeMs) {}
        List<Found> found = new ArrayList<>();
        timers.forEachEventTimeTimer(
                (namespace, dueMs) -> {
                    StreamState state = values.readNumbers();
                    if (state != null) {
                        found.add(new Found(keys().getCurrentKey(), dueMs, state.lastActiveMs()));
                    }
                });
        found.sort(Comparator.comparingLong(Found::activeMs));
        found.forEach(each -> live.added(each.name(), each.dueMs()));
    }

    private KeyedStateBackend<String> keys() {
        return getKeyedStateBackend();
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
        pace.arrived(System.nanoTime());
        if (backlog.holds(batch.stream())) {
            backlog.add(batch);
            live.active(batch.stream());
            while (backlog.isFull()) {
                stepWaiting();
            }
            return;
        }
        bundle.add(batch, stepper.estimatedBins(batch));
        FlushReason reached = bundle.reached();
        if (reached != null) {
            pace.full();
            flush(reached);
        } else if (bundleOptions.linger().isZero()) {
            flush(FlushReason.LINGER);
        } else if (!lingering) {
            linger();
        }
    }

    /** One timer at a time: the one that is due may flush a younger bundle, which then waits less. */
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

    /** Steps the bundle: each stream's state is read once, all streams step together, each state is written once. */
    private void flush(FlushReason reason) throws Exception {
        if (bundle.isEmpty()) {
            return;
        }
        long startNs = System.nanoTime();
        step(bundle.byStream());
        stepMetrics.flushed(reason, bundle, System.nanoTime() - startNs);
        bundle.clear();
        while (backlog.isFull()) {
            stepWaiting();
        }
        resumeLater();
    }

    /** One turn of these streams; what is left of their batches waits for the next one. */
    private void step(Map<String, BatchQueue> streams) throws Exception {
        long startNs = System.nanoTime();
        turnEndNs = startNs + bundleOptions.turn().toNanos();
        for (Map.Entry<String, BatchQueue> stream : streams.entrySet()) {
            setCurrentKey(stream.getKey());
            StreamState state = values.read();
            unseen.set(stepper.add(state, stream.getValue()), state == null);
        }
        stepper.step(turnIsOver, results);
        int n = 0;
        long steps = 0;
        for (Map.Entry<String, BatchQueue> stream : streams.entrySet()) {
            setCurrentKey(stream.getKey());
            keep(stream.getKey(), stepper.result(n), unseen.get(n));
            backlog.put(stream.getKey(), stream.getValue());
            steps += stepper.steps(n);
            n++;
        }
        forgetSurplus();
        share(streams, steps, System.nanoTime() - startNs);
        driftWatch.check();
        stepper.clear();
        if (modelMetrics != null) {
            modelMetrics.stepped();
        }
    }

    /** Deletes the least recently active streams if there are more than fit, but none whose batches wait. */
    private void forgetSurplus() throws Exception {
        for (LiveStreams.Stream surplus = live.takeSurplus(backlog::holds);
                surplus != null;
                surplus = live.takeSurplus(backlog::holds)) {
            setCurrentKey(surplus.name());
            values.clear();
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, surplus.dueMs());
            stepMetrics.forgotten();
            log.forgotten(surplus.name(), live.limit());
        }
    }

    /** Divides the time of a turn by the streams' steps. */
    private void share(Map<String, BatchQueue> streams, long steps, long tookNs) {
        int n = 0;
        for (String stream : streams.keySet()) {
            if (steps > 0) {
                skew.took(stream, tookNs * stepper.steps(n) / steps);
            }
            n++;
        }
        SkewWatch.Hot hot = skew.over(System.nanoTime());
        if (hot != null) {
            log.hot(hot);
        }
    }

    /** One turn of the streams that have waited longest. */
    private long stepWaiting() throws Exception {
        long startNs = System.nanoTime();
        step(backlog.next());
        long tookNs = System.nanoTime() - startNs;
        stepMetrics.resumed(tookNs);
        return tookNs;
    }

    /** Lets the backlog go on after a pause in which new batches arrive; those are stepped first. */
    private void resumeLater() {
        if (backlog.isEmpty() || resuming) {
            return;
        }
        resuming = true;
        resumeInAMillisecond();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the timer throws fails the task already
    private void resumeInAMillisecond() {
        getProcessingTimeService()
                .registerTimer(
                        getProcessingTimeService().getCurrentProcessingTime() + 1,
                        nowMs -> resume());
    }

    private void resume() throws Exception {
        if (!pace.isDue(System.nanoTime())) {
            resumeInAMillisecond();
            return;
        }
        flush(FlushReason.LINGER);
        if (!backlog.isEmpty()) {
            long tookNs = stepWaiting();
            pace.turned(System.nanoTime(), tookNs);
        }
        resuming = false; // only now: the next turn is not due before this one ends
        resumeLater();
    }

    /** Steps all that waits, however long it takes. */
    private void drain(FlushReason reason) throws Exception {
        flush(reason);
        while (!backlog.isEmpty()) {
            stepWaiting();
        }
    }

    private void keep(String stream, StreamState state, boolean isNew) throws Exception {
        state.seen(timers.currentWatermark());
        values.write(state);
        if (isNew) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, dueMs(state));
            live.added(stream, dueMs(state));
        } else {
            live.active(stream);
        }
    }

    /** When the stream's network is freed or, if it is, its numbers are deleted: event time in ms. */
    private long dueMs(StreamState state) {
        Duration ttl = stepperOptions.ttl();
        Duration second = state.isOnlyNumbers() ? stepperOptions.numbersTtl() : ttl;
        return atMs(state.lastActiveMs(), ttl.plus(second));
    }

    private static long atMs(long startMs, Duration after) {
        return startMs > LAST_DUE_MS - after.toMillis() ? LAST_DUE_MS : startMs + after.toMillis();
    }

    /** The stream's only timer: frees its network, then deletes it, or is set again if the stream was seen since. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        StreamState state = values.readNumbers();
        if (state == null) {
            return;
        }
        if (backlog.holds(timer.getKey())) { // not silent, it waits for its turn
            setAgain(timer.getKey(), atMs(timers.currentWatermark(), stepperOptions.ttl()));
            return;
        }
        boolean isDue = dueMs(state) <= timer.getTimestamp();
        if (isDue && state.isOnlyNumbers()) {
            values.clear();
            live.removed(timer.getKey());
            return;
        }
        if (isDue) {
            state.sleep();
            values.write(state);
        }
        setAgain(timer.getKey(), dueMs(state));
    }

    private void setAgain(String stream, long dueMs) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, dueMs);
        live.timerSet(stream, dueMs);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no stream has a timer in processing time");
    }

    /** The last watermark means that the input has ended, not that time has passed: no state is deleted. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            drain(FlushReason.WATERMARK);
            output.emitWatermark(mark);
        } else {
            flush(FlushReason.WATERMARK);
            super.processWatermark(mark);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        long endNs = System.nanoTime() + TURNS_BEFORE_BARRIER * bundleOptions.turn().toNanos();
        flush(FlushReason.CHECKPOINT);
        while (!backlog.isEmpty() && System.nanoTime() - endNs < 0) {
            stepWaiting();
        }
        backlog.store();
        if (heap != null && heap.isToBeReported()) {
            log.heapAlmostFull(heap);
        }
        log.reportSuppressed();
        driftWatch.check();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        values.store();
        pin.snapshot();
        if (models != null) {
            models.forget(timers.currentWatermark());
            models.snapshot();
        }
    }

    @Override
    public void finish() throws Exception {
        drain(FlushReason.FINISH);
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (models != null) {
            models.close();
        }
        if (log != null) { // an operator that could not be opened is closed as well
            log.close();
        }
        super.close();
    }
}
