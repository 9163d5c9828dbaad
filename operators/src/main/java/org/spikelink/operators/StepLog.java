package org.spikelink.operators;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.log.LogLine;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.stepper.StepObserver;

/**
 * The operator's log, one {@link LogLine} each. Lines that sensors cause are limited to {@value #MOST_LINES} of each
 * kind per {@value #WINDOW_S} seconds; the next line, or {@link #reportSuppressed}, says how many were suppressed.
 */
final class StepLog implements StepObserver {
    static final int MOST_LINES = 10;
    static final long WINDOW_S = 10;

    private static final long NS_PER_S = 1_000_000_000L;

    private final BiConsumer<Level, String> out;
    private final LongSupplier clockNs;
    private final Map<Kind, RateLimit> limits = new EnumMap<>(Kind.class);

    /** Kinds of lines that sensors cause. */
    private enum Kind {
        REJECTED(Level.WARN),
        CLOCK_RESET(Level.WARN),
        GAP(Level.INFO),
        MODEL_CHANGED(Level.INFO),
        MODEL_FORGOTTEN(Level.WARN),
        SHADOW_LOST(Level.WARN),
        MODEL_NOT_LOADED(Level.WARN),
        FORGOTTEN_EARLY(Level.WARN);

        private final Level level;

        Kind(Level level) {
            this.level = level;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A log.
     *
     * @param out receives the lines
     * @param clockNs a clock that only goes forward, ns
     */
    StepLog(BiConsumer<Level, String> out, LongSupplier clockNs) {
        this.out = out;
        this.clockNs = clockNs;
        for (Kind kind : Kind.values()) {
            limits.put(kind, new RateLimit(MOST_LINES, WINDOW_S * NS_PER_S));
        }
    }

    /** The operator starts with this model. */
    void opened(Model model, KernelChoice kernel) {
        line(
                Level.INFO,
                LogLine.of("model_pinned")
                        .with("model", model.document().id())
                        .with("sha256", model.sha256()));
        line(
                Level.INFO,
                LogLine.of("kernel").with("kind", kernel.kind()).with("reason", kernel.reason()));
    }

    /** A record was rejected. */
    void rejected(Rejected record) {
        if (permits(Kind.REJECTED)) {
            limited(
                    Kind.REJECTED,
                    LogLine.of("rejected")
                            .with("stream", record.stream())
                            .with("topic", record.origin().topic())
                            .with("partition", record.origin().partition())
                            .with("offset", record.origin().offset())
                            .with("error", record.error()));
        }
    }

    /** A stream was deleted because the task has more than it keeps. */
    void forgotten(String stream, int most) {
        if (permits(Kind.FORGOTTEN_EARLY)) {
            limited(
                    Kind.FORGOTTEN_EARLY,
                    LogLine.of(Kind.FORGOTTEN_EARLY.toString())
                            .with("stream", stream)
                            .with("max_streams", most));
        }
    }

    /** A stream took more than half of the task's time. */
    void hot(SkewWatch.Hot hot) {
        line(
                Level.WARN,
                LogLine.of("hot_stream")
                        .with("stream", hot.stream())
                        .with("percent_of_task", Math.round(100 * hot.share())));
    }

    /** The heap, on which the states are, is almost full. */
    void heapAlmostFull(HeapWatch heap) {
        line(
                Level.WARN,
                LogLine.of("heap_almost_full")
                        .with("percent", Math.round(100 * heap.share()))
                        .with("max_mib", heap.maxBytes() >> 20)
                        .with(
                                "advice",
                                "more heap, fewer --max-streams or --state-backend rocksdb"));
    }

    /** What a model does has been out of its band for long enough. */
    void drifted(String model, BandWatch watch) {
        line(Level.WARN, about(LogLine.of("drift"), model, watch));
    }

    /** What a model does is in its band again. */
    void returned(String model, BandWatch watch) {
        line(Level.INFO, about(LogLine.of("drift_over"), model, watch));
    }

    private static LogLine about(LogLine line, String model, BandWatch watch) {
        return line.with("model", model)
                .with("band", watch.title())
                .with("value", String.format(Locale.ROOT, "%.4g", watch.value()))
                .with("low", String.format(Locale.ROOT, "%.4g", watch.band().low()))
                .with("high", String.format(Locale.ROOT, "%.4g", watch.band().high()))
                .with("outside_s", watch.outsideSeconds());
    }

    @Override
    public void clockReset(SensorBatch batch) {
        reset(Kind.CLOCK_RESET, batch);
    }

    @Override
    public void gap(SensorBatch batch) {
        reset(Kind.GAP, batch);
    }

    @Override
    public void modelChanged(
            SensorBatch batch, long step, ModelDocument before, ModelDocument after) {
        if (permits(Kind.MODEL_CHANGED)) {
            limited(
                    Kind.MODEL_CHANGED,
                    LogLine.of(Kind.MODEL_CHANGED.toString())
                            .with("stream", batch.stream())
                            .with("session", Long.toUnsignedString(batch.session()))
                            .with("step", step)
                            .with("before", before.id())
                            .with("model", after.id()));
        }
    }

    @Override
    public void shadowLost(String stream, String sha256, String why) {
        if (permits(Kind.SHADOW_LOST)) {
            limited(
                    Kind.SHADOW_LOST,
                    LogLine.of(Kind.SHADOW_LOST.toString())
                            .with("stream", stream)
                            .with("sha256", sha256)
                            .with("error", why));
        }
    }

    /** A model is held. */
    void modelLoaded(ModelVersion version, String why) {
        line(
                Level.INFO,
                LogLine.of("model_loaded")
                        .with("model", version.id())
                        .with("sha256", version.sha256())
                        .with("because", why));
    }

    /** A model that the schedule names cannot be loaded; streams keep the one that they have. */
    void modelNotLoaded(ModelVersion version, String error) {
        if (permits(Kind.MODEL_NOT_LOADED)) {
            limited(
                    Kind.MODEL_NOT_LOADED,
                    LogLine.of(Kind.MODEL_NOT_LOADED.toString())
                            .with("model", version.id())
                            .with("error", error));
        }
    }

    /** Streams have a model that no schedule names any more. */
    void modelForgotten(String sha256) {
        if (permits(Kind.MODEL_FORGOTTEN)) {
            limited(
                    Kind.MODEL_FORGOTTEN,
                    LogLine.of(Kind.MODEL_FORGOTTEN.toString()).with("sha256", sha256));
        }
    }

    /** No stream can have this version any more. */
    void versionForgotten(ModelVersion version) {
        line(
                Level.INFO,
                LogLine.of("version_forgotten")
                        .with("model", version.id())
                        .with("sha256", version.sha256()));
    }

    /** Another schedule is followed. */
    void scheduleChanged(ModelSchedule schedule) {
        line(
                Level.INFO,
                LogLine.of("schedule_changed")
                        .with("model", schedule.name())
                        .with("revision", schedule.revision()));
    }

    /** The schedule cannot be read: the one at hand stands. */
    void scheduleUnreadable(String reason) {
        line(Level.WARN, LogLine.of("schedule_unreadable").with("error", reason));
    }

    /** The schedule can be read again. */
    void scheduleReadable() {
        line(Level.INFO, LogLine.of("schedule_readable"));
    }

    @Override
    public void stepped(Network network, int b) {}

    @Override
    public boolean readsSpikes() {
        return false;
    }

    private void reset(Kind kind, SensorBatch batch) {
        if (permits(kind)) {
            limited(
                    kind,
                    LogLine.of(kind.toString())
                            .with("stream", batch.stream())
                            .with("session", Long.toUnsignedString(batch.session()))
                            .with("sequence", batch.sequence())
                            .with("start_us", batch.startUs()));
        }
    }

    private boolean permits(Kind kind) {
        return limits.get(kind).permits(clockNs.getAsLong());
    }

    private void limited(Kind kind, LogLine line) {
        long suppressed = limits.get(kind).takeSuppressed();
        line(kind.level, suppressed == 0 ? line : line.with("suppressed_before", suppressed));
    }

    /** Reports how many lines were suppressed of each kind whose window is over. */
    void reportSuppressed() {
        long nowNs = clockNs.getAsLong();
        limits.forEach(
                (kind, limit) -> {
                    if (limit.isOver(nowNs)) {
                        reportSuppressed(kind, limit);
                    }
                });
    }

    /** Reports it for all kinds, at the end. */
    void close() {
        limits.forEach(this::reportSuppressed);
    }

    private void reportSuppressed(Kind kind, RateLimit limit) {
        long suppressed = limit.takeSuppressed();
        if (suppressed > 0) {
            line(kind.level, LogLine.of("suppressed").with("kind", kind).with("count", suppressed));
        }
    }

    private void line(Level level, LogLine line) {
        out.accept(level, line.toString());
    }
}
