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
import org.spikelink.core.network.Network;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepObserver;

/**
 * What happens that somebody may want to know, a line each, see {@link LogLine}. Of what sensors can cause any number of
 * times, {@value #MOST_LINES} lines of a kind pass in {@value #WINDOW_S} seconds; the next line, or {@link #tellHeldBack},
 * says how many did not.
 */
final class EventLog implements StepObserver {
    static final int MOST_LINES = 10;
    static final long WINDOW_S = 10;

    private static final long NS_PER_S = 1_000_000_000L;

    private final BiConsumer<Level, String> out;
    private final LongSupplier clockNs;
    private final Map<Kind, RateLimit> limits = new EnumMap<>(Kind.class);

    /** What sensors cause. */
    private enum Kind {
        REJECTED(Level.WARN),
        CLOCK_RESET(Level.WARN),
        GAP(Level.INFO);

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
     * @param out takes lines
     * @param clockNs a clock that only goes forward, ns
     */
    EventLog(BiConsumer<Level, String> out, LongSupplier clockNs) {
        this.out = out;
        this.clockNs = clockNs;
        for (Kind kind : Kind.values()) {
            limits.put(kind, new RateLimit(MOST_LINES, WINDOW_S * NS_PER_S));
        }
    }

    /** The operator begins to step this model. */
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

    /** A record could not be used. */
    void rejected(Rejected record) {
        if (permits(Kind.REJECTED)) {
            tell(
                    Kind.REJECTED,
                    LogLine.of("rejected")
                            .with("stream", record.stream())
                            .with("topic", record.origin().topic())
                            .with("partition", record.origin().partition())
                            .with("offset", record.origin().offset())
                            .with("error", record.error()));
        }
    }

    @Override
    public void clockReset(SensorBatch batch) {
        startedAnew(Kind.CLOCK_RESET, batch);
    }

    @Override
    public void gap(SensorBatch batch) {
        startedAnew(Kind.GAP, batch);
    }

    @Override
    public void stepped(Network network, int b) {}

    private void startedAnew(Kind kind, SensorBatch batch) {
        if (permits(kind)) {
            tell(
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

    private void tell(Kind kind, LogLine line) {
        long heldBack = limits.get(kind).takeHeldBack();
        line(kind.level, heldBack == 0 ? line : line.with("suppressed_before", heldBack));
    }

    /** Says of each kind whose window is over how many lines were held back, if any were. */
    void tellHeldBack() {
        long nowNs = clockNs.getAsLong();
        limits.forEach(
                (kind, limit) -> {
                    if (limit.isOver(nowNs)) {
                        tellHeldBack(kind, limit);
                    }
                });
    }

    /** Says it of all, at the end. */
    void close() {
        limits.forEach(this::tellHeldBack);
    }

    private void tellHeldBack(Kind kind, RateLimit limit) {
        long heldBack = limit.takeHeldBack();
        if (heldBack > 0) {
            line(kind.level, LogLine.of("suppressed").with("kind", kind).with("count", heldBack));
        }
    }

    private void line(Level level, LogLine line) {
        out.accept(level, line.toString());
    }
}
