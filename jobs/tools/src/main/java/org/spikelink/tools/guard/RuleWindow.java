package org.spikelink.tools.guard;

import java.util.Locale;
import java.util.TreeMap;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.tools.watch.Agreements.Agreement;

/**
 * The agreement of a rule's two versions over the rule's time. Kafka time counts, in slices of a twentieth of the rule's
 * time, so that windows may come in any order and none is kept. Not thread-safe.
 */
final class RuleWindow {
    /** With fewer windows, a share says too little: nothing is taken back. */
    static final int LEAST_WINDOWS = 100;

    private static final int SLICES = 20;
    private static final Agreement NONE = new Agreement(0, 0);

    private final RollbackRule rule;
    private final long sinceMs;
    private final long sliceMs;
    private final TreeMap<Long, Agreement> slices = new TreeMap<>();

    /** How a rule stands. */
    enum State {
        /** The rule's time has not passed since it began, or since outputs are read. */
        TOO_EARLY,
        /** There are fewer than {@value #LEAST_WINDOWS} windows. */
        TOO_FEW,
        /** The versions agree well enough. */
        KEPT,
        /** They do not: the version is to be taken back. */
        BROKEN
    }

    /**
     * What a rule comes to.
     *
     * @param agreement over the rule's time
     */
    record Verdict(State state, Agreement agreement) {
        /** For people, such as {@code agreement 0.812 in 1,204 windows of 10min}. */
        String text(RollbackRule rule) {
            String time = rule.condition().timeText();
            return agreement.windows() == 0
                    ? "no windows in " + time
                    : String.format(
                            Locale.ROOT,
                            "agreement %.3f in %,d windows of %s",
                            agreement.share(),
                            agreement.windows(),
                            time);
        }
    }

    /**
     * No windows yet.
     *
     * @param readFromMs Kafka time from which all windows are read
     */
    RuleWindow(RollbackRule rule, long readFromMs) {
        this.rule = rule;
        sinceMs = Math.max(rule.fromMs(), readFromMs);
        sliceMs = rule.condition().time().toMillis() / SLICES;
    }

    /** Adds a window; one from before the rule, or older than its time, does not count. */
    void add(long ms, boolean same) {
        if (ms >= sinceMs) {
            slices.merge(
                    Math.floorDiv(ms, sliceMs), new Agreement(1, same ? 1 : 0), Agreement::plus);
            slices.headMap(slices.lastKey() - SLICES, true).clear();
        }
    }

    /**
     * How the rule stands.
     *
     * @param nowMs Kafka time, that of the latest window of any stream
     */
    Verdict at(long nowMs) {
        Agreement sum =
                slices.tailMap(Math.floorDiv(nowMs, sliceMs) - SLICES, false).values().stream()
                        .reduce(NONE, Agreement::plus);
        return new Verdict(state(sum, nowMs), sum);
    }

    private State state(Agreement sum, long nowMs) {
        if (nowMs < sinceMs + rule.condition().time().toMillis()) {
            return State.TOO_EARLY;
        }
        if (sum.windows() < LEAST_WINDOWS) {
            return State.TOO_FEW;
        }
        return sum.share() < rule.condition().below() ? State.BROKEN : State.KEPT;
    }
}
