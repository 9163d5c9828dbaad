package org.spikelink.tools.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.Shadow;
import org.spikelink.core.schedule.StreamSelector;

/**
 * Takes versions back, with the rules and the shadows that were made for them.
 *
 * @param nowMs the time, ms since 1970
 */
record Rollback(long nowMs) {
    private static final StreamSelector ALL = new StreamSelector.All();
    private static final String FROM_NOW = "from now on";

    /** The shadows that were made with a canary, or for the same streams, end. */
    static ModelSchedule withoutComparison(
            ModelSchedule schedule, Activation canary, long untilMs) {
        ModelSchedule ended = schedule;
        for (Shadow shadow : schedule.shadows()) {
            if (shadow.streams().equals(canary.streams())) {
                ended = ended.without(shadow, untilMs);
            }
        }
        return ended;
    }

    /**
     * Another version is active for all streams from a time on: the rules of those that began before end, and so do the
     * shadows that they needed.
     */
    ModelSchedule withoutRules(ModelSchedule schedule, long ms) {
        ModelSchedule ended = schedule;
        for (RollbackRule rule : schedule.rollbacks()) {
            if (rule.fromMs() <= ms) {
                ended = withoutRule(ended, rule, ms);
            }
        }
        return ended;
    }

    /** The shadow that was made with a rule ends with it. */
    private ModelSchedule withoutRule(ModelSchedule schedule, RollbackRule rule, long ms) {
        ModelSchedule ended = // until then it can still take the version back
                ms <= nowMs ? schedule.withoutRollback(rule.sha256()) : schedule;
        for (Shadow shadow : schedule.shadows()) {
            if (shadow.sha256().equals(rule.toSha256()) && shadow.fromMs() == rule.fromMs()) {
                ended = ended.without(shadow, ms);
            }
        }
        return ended;
    }

    /** See {@link Rollout#takeBack}. */
    Rollout.Change by(RollbackRule rule, ModelSchedule before, String reason) {
        if (!before.rollbacks().contains(rule) || !isLive(before, rule.sha256(), nowMs)) {
            throw new ScheduleException(
                    "the rule %s of %s is no longer in the schedule of %s"
                            .formatted(
                                    rule.condition().text(),
                                    id(before, rule.sha256()),
                                    before.name()));
        }
        ModelVersion target = before.find(rule.toSha256()).orElseThrow();
        ModelSchedule begun = before.withoutActivationsAfter(nowMs);
        List<Activation> canaries = begun.canaries(nowMs);
        List<Activation> own =
                canaries.stream().filter(a -> a.sha256().equals(rule.sha256())).toList();
        if (activeForAll(begun, rule.sha256(), nowMs) || (!own.isEmpty() && own.equals(canaries))) {
            return to(target, begun, canaries, ALL, reason);
        }
        if (own.isEmpty()) {
            return shadowEnded(begun, rule, reason);
        }
        Rollout.Change change = new Rollout.Change(begun, List.of());
        for (Activation canary : own) { // those of other versions stay
            change = to(target, change.schedule(), List.of(canary), canary.streams(), reason);
        }
        return change;
    }

    private Rollout.Change shadowEnded(ModelSchedule schedule, RollbackRule rule, String reason) {
        ModelSchedule ended = schedule.withoutRollback(rule.sha256());
        for (Shadow shadow : schedule.shadows()) {
            if (shadow.sha256().equals(rule.sha256()) && shadow.untilMs() > nowMs) {
                ended = ended.without(shadow, nowMs, reason);
            }
        }
        return new Rollout.Change(
                ended,
                List.of("%s is no shadow %s".formatted(id(schedule, rule.sha256()), FROM_NOW)));
    }

    /** Canaries end, and {@code target} has the streams; with all streams, all rules of versions end as well. */
    Rollout.Change to(
            ModelVersion target,
            ModelSchedule before,
            List<Activation> canaries,
            StreamSelector streams,
            String reason) {
        ModelSchedule schedule = before;
        List<String> lines = new ArrayList<>();
        for (Activation canary : canaries) {
            schedule = withoutComparison(schedule, canary, nowMs);
            Optional<RollbackRule> rule = schedule.rollbackOf(canary.sha256());
            schedule = rule.isPresent() ? withoutRule(schedule, rule.get(), nowMs) : schedule;
            lines.add(
                    "%s is no longer active for %s"
                            .formatted(
                                    id(before, canary.sha256()), Rollout.shown(canary.streams())));
        }
        if (streams.equals(ALL)) {
            schedule = withoutRules(schedule, nowMs);
        }
        lines.add(
                "%s is active for %s %s".formatted(target.id(), Rollout.shown(streams), FROM_NOW));
        return new Rollout.Change(schedule.activated(target, nowMs, streams, reason), lines);
    }

    /** Whether a version steps streams now, as active one, canary or shadow. */
    static boolean isLive(ModelSchedule schedule, String sha256, long ms) {
        return activeForAll(schedule, sha256, ms)
                || schedule.canaries(ms).stream().anyMatch(a -> a.sha256().equals(sha256))
                || schedule.shadows().stream()
                        .anyMatch(
                                s ->
                                        s.sha256().equals(sha256)
                                                && s.fromMs() <= ms
                                                && s.untilMs() > ms);
    }

    private static boolean activeForAll(ModelSchedule schedule, String sha256, long ms) {
        return schedule.activationOfAll(ms).filter(a -> a.sha256().equals(sha256)).isPresent();
    }

    static String id(ModelSchedule schedule, String sha256) {
        return schedule.find(sha256).map(ModelVersion::id).orElse(sha256);
    }
}
