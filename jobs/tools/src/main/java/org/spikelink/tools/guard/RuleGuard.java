package org.spikelink.tools.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.tools.models.Rollout;
import org.spikelink.tools.watch.Agreements;

/**
 * Finds the rollback rules that are broken, from the classes of active models and shadows. What it finds depends on
 * these and their Kafka timestamps alone, not on the order in which they are read. Not thread-safe.
 */
final class RuleGuard {
    /** A commit of the job may hold as many of one topic before the other is read. */
    private static final int MOST_WINDOWS = 500_000;

    private final long readFromMs;
    private final Agreements agreements = new Agreements(MOST_WINDOWS, this::compared);
    private final Map<Rule, RuleWindow> windows = new LinkedHashMap<>();
    private final Map<Set<String>, List<RuleWindow>> byPair = new HashMap<>();
    private final Set<String> guarded = new HashSet<>(); // name/version of the rules' models
    private long nowMs = Long.MIN_VALUE; // Kafka time
    private long latestMs; // wall-clock time

    /**
     * A rule of a model's schedule.
     *
     * @param version that is taken back
     * @param to version that takes its place
     */
    private record Rule(ModelVersion version, ModelVersion to, RollbackRule rule) {
        Set<String> pair() {
            return Set.of(version.id(), to.id());
        }
    }

    /**
     * How a rule stands.
     *
     * @param name of the model
     * @param version that is taken back if the rule is broken
     * @param rule of the schedule
     * @param state whether it is
     * @param text how it stands, for people
     */
    record Finding(
            String name, String version, RollbackRule rule, RuleWindow.State state, String text) {}

    /**
     * No rules yet.
     *
     * @param readFromMs Kafka time from which all outputs will be added
     */
    RuleGuard(long readFromMs) {
        this.readFromMs = readFromMs;
    }

    /** Takes up new rules of versions that are active, canaries or shadows, and drops others. */
    void follow(Collection<ModelSchedule> schedules, long wallMs) {
        Set<Rule> live = new HashSet<>();
        for (ModelSchedule schedule : schedules) {
            for (RollbackRule rule : schedule.rollbacks()) {
                if (Rollout.isLive(schedule, rule.sha256(), wallMs)) {
                    live.add(
                            new Rule(
                                    schedule.find(rule.sha256()).orElseThrow(),
                                    schedule.find(rule.toSha256()).orElseThrow(),
                                    rule));
                }
            }
        }
        windows.keySet().retainAll(live);
        long sinceMs = Math.max(readFromMs, nowMs);
        live.forEach(rule -> windows.computeIfAbsent(rule, r -> new RuleWindow(r.rule(), sinceMs)));
        byPair.clear();
        guarded.clear();
        windows.forEach(
                (rule, window) -> {
                    byPair.computeIfAbsent(rule.pair(), pair -> new ArrayList<>()).add(window);
                    guarded.addAll(rule.pair());
                });
    }

    /**
     * Adds an output.
     *
     * @param wallMs time at which it was read: a sensor's record may have a later timestamp, but does not count as later
     */
    void add(Outgoing output, long wallMs) {
        latestMs = wallMs;
        if (output instanceof Classification found) {
            nowMs = Math.max(nowMs, Math.min(found.inputMs(), wallMs));
            if (guarded.contains(found.model())) {
                agreements.add(found);
            }
        } else if (output instanceof ShadowClass shadow
                && guarded.contains(shadow.found().model())) {
            agreements.add(shadow);
        }
    }

    private void compared(Agreements.Compared window) {
        List<RuleWindow> rules = byPair.get(Set.copyOf(List.of(window.active(), window.shadow())));
        if (rules != null) {
            long ms = Math.min(window.inputMs(), latestMs);
            rules.forEach(rule -> rule.add(ms, window.same()));
        }
    }

    /** How each rule stands; ask when all partitions are read to the same moment. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        windows.forEach(
                (rule, window) -> {
                    RuleWindow.Verdict verdict = window.at(nowMs);
                    findings.add(
                            new Finding(
                                    rule.version().name(),
                                    rule.version().version(),
                                    rule.rule(),
                                    verdict.state(),
                                    text(rule, verdict)));
                });
        return findings;
    }

    private static String text(Rule rule, RuleWindow.Verdict verdict) {
        String found =
                "%s with %s, rule %s"
                        .formatted(
                                verdict.text(rule.rule()),
                                rule.to().id(),
                                rule.rule().condition().text());
        return switch (verdict.state()) {
            case TOO_EARLY -> found + ": not judged yet";
            case TOO_FEW ->
                    found + ": not judged with fewer than " + RuleWindow.LEAST_WINDOWS + " windows";
            case KEPT, BROKEN -> found;
        };
    }
}
