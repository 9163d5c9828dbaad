package org.spikelink.tools.models;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.Shadow;
import org.spikelink.core.schedule.StreamSelector;

/**
 * A rule of a schedule and how it stands.
 *
 * @param rule activate or shadow
 * @param version of the model
 * @param streams selected, as {@link StreamSelector#text}
 * @param fromMs Kafka time at which it begins, ms since 1970
 * @param state scheduled, active, canary, shadow, replaced or ended
 * @param reason why a rollback rule made or ended it; empty if none did
 */
public record RuleRow(
        String rule, String version, String streams, long fromMs, State state, String reason) {
    /** How a rule stands. */
    public enum State {
        /** It has not begun. */
        SCHEDULED,
        /** It decides for all streams that no canary selects. */
        ACTIVE,
        /** It decides for some streams. */
        CANARY,
        /** It runs beside. */
        SHADOW,
        /** A later activation has taken its place. */
        REPLACED,
        /** It has ended. */
        ENDED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** All rules of a schedule, in the order in which they were made: activations, then shadows. */
    public static List<RuleRow> of(ModelSchedule schedule, long nowMs) {
        Activation all = schedule.activationOfAll(nowMs).orElse(null);
        List<Activation> canaries = schedule.canaries(nowMs);
        List<RuleRow> rows = new ArrayList<>();
        for (Activation each : schedule.activations()) {
            State state =
                    each.fromMs() > nowMs
                            ? State.SCHEDULED
                            : each.equals(all)
                                    ? State.ACTIVE
                                    : canaries.contains(each) ? State.CANARY : State.REPLACED;
            rows.add(
                    row(
                            schedule,
                            "activate",
                            each.sha256(),
                            each.streams(),
                            each.fromMs(),
                            state,
                            each.reason()));
        }
        for (Shadow each : schedule.shadows()) {
            State state =
                    each.untilMs() <= nowMs
                            ? State.ENDED
                            : each.fromMs() > nowMs ? State.SCHEDULED : State.SHADOW;
            rows.add(
                    row(
                            schedule,
                            "shadow",
                            each.sha256(),
                            each.streams(),
                            each.fromMs(),
                            state,
                            each.reason()));
        }
        return rows;
    }

    private static RuleRow row(
            ModelSchedule schedule,
            String rule,
            String sha256,
            StreamSelector streams,
            long fromMs,
            State state,
            String reason) {
        String version = schedule.find(sha256).map(ModelVersion::version).orElse(sha256);
        return new RuleRow(rule, version, streams.text(), fromMs, state, reason);
    }

    /** Whether it still decides something, or will. */
    public boolean isLive() {
        return state != State.REPLACED && state != State.ENDED;
    }
}
