package org.spikelink.tools.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spikelink.connectors.kafka.registry.Registry;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.StreamSelector;

/** Changes of schedules, as the commands make them. Writes nothing: each gives the schedule to be written. */
public final class Rollout {
    /** How long rules are kept that newer ones have replaced: twice the default ttl, and the disorder of records. */
    static final Duration KEPT = Duration.ofHours(2 * 24 + 1);

    private static final JsonMapper JSON = new JsonMapper();
    private static final StreamSelector ALL = new StreamSelector.All();

    private final Registry registry;
    private final long nowMs;
    private final Rollback back;

    /**
     * Changes of what the registry holds.
     *
     * @param nowMs the time, ms since 1970
     */
    public Rollout(Registry registry, long nowMs) {
        this.registry = registry;
        this.nowMs = nowMs;
        this.back = new Rollback(nowMs);
    }

    /** The time of the changes, ms since 1970. */
    public long nowMs() {
        return nowMs;
    }

    /**
     * A schedule to be written.
     *
     * @param schedule in place of the one before
     * @param lines what changes, for the user
     */
    public record Change(ModelSchedule schedule, List<String> lines) {}

    /**
     * Lets a version step the selected streams from a time on.
     *
     * @throws ScheduleException if it has not been published
     */
    public Change activate(ModelReference model, long fromMs, StreamSelector streams) {
        return activate(model, fromMs, streams, Optional.empty());
    }

    /**
     * Lets a version step the selected streams from a time on.
     *
     * @param rule when it is taken back; the version before then runs as a shadow of these streams
     * @throws ScheduleException if it has not been published; with a rule, if no other version is active for all streams,
     *     or takes other bins
     */
    public Change activate(
            ModelReference model,
            long fromMs,
            StreamSelector streams,
            Optional<RollbackRule.Condition> rule) {
        ModelVersion version = version(model);
        ModelSchedule before = schedule(model.name());
        if (streams.equals(ALL)) {
            before = back.withoutRules(before.withoutShadow(version.sha256(), fromMs), fromMs);
        }
        List<String> lines = new ArrayList<>();
        lines.add("%s is active for %s %s".formatted(model, shown(streams), from(fromMs)));
        ModelSchedule schedule = before.activated(version, fromMs, streams);
        if (rule.isPresent()) {
            ModelVersion base = otherBase(model, version, fromMs);
            schedule =
                    ruled(
                            shadowed(schedule, version, base, fromMs, streams, lines),
                            version,
                            base,
                            fromMs,
                            rule.get(),
                            lines);
        }
        ModelSchedule active = schedule;
        active.activations().stream()
                .filter(a -> a.fromMs() > fromMs)
                .min(Comparator.comparingLong(Activation::fromMs))
                .ifPresent(
                        next ->
                                lines.add(
                                        "%s follows for %s %s"
                                                .formatted(
                                                        Rollback.id(active, next.sha256()),
                                                        shown(next.streams()),
                                                        from(next.fromMs()))));
        return new Change(schedule, lines);
    }

    /**
     * Lets a version step a share of the streams. Replaces a canary of the same version.
     *
     * @param percent of the streams, see {@link StreamSelector.Percent}
     * @param compare whether the version of all other streams runs as a shadow of these
     * @throws ScheduleException if the version has not been published, or none is active for all streams
     */
    public Change canary(ModelReference model, String percent, long fromMs, boolean compare) {
        return canary(model, percent, fromMs, compare, Optional.empty());
    }

    /**
     * Lets a version step a share of the streams. Replaces a canary of the same version, and keeps its rollback rule.
     *
     * @param percent of the streams, see {@link StreamSelector.Percent}
     * @param compare whether the version of all other streams runs as a shadow of these; it always does with a rule
     * @param rule when the version is taken back
     * @throws ScheduleException if the version has not been published, or none is active for all streams
     */
    public Change canary(
            ModelReference model,
            String percent,
            long fromMs,
            boolean compare,
            Optional<RollbackRule.Condition> rule) {
        ModelVersion version = version(model);
        ModelVersion base = base(model.name(), fromMs);
        if (base.equals(version)) {
            throw new ScheduleException(
                    "%s is active for all streams already: a canary must be another version"
                            .formatted(model));
        }
        StreamSelector share = StreamSelector.Percent.of(percent, salt(version));
        ModelSchedule schedule = schedule(model.name());
        for (Activation canary : schedule.canaries(fromMs)) {
            if (canary.sha256().equals(version.sha256()) && !canary.streams().equals(share)) {
                schedule = Rollback.withoutComparison(schedule, canary, fromMs);
                schedule = schedule.activated(base, fromMs, canary.streams());
            }
        }
        schedule = schedule.activated(version, fromMs, share);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s is active for %s %s; %s stays for the others"
                        .formatted(model, shown(share), from(fromMs), base.id()));
        Optional<RollbackRule> kept = schedule.rollbackOf(version.sha256());
        if (compare || rule.isPresent() || kept.isPresent()) {
            schedule = shadowed(schedule, version, base, fromMs, share, lines);
        }
        if (rule.isPresent()) {
            schedule = ruled(schedule, version, base, fromMs, rule.get(), lines);
        } else {
            kept.ifPresent(before -> lines.add(shown(version, base, before.condition())));
        }
        return new Change(schedule, lines);
    }

    /** The version beside {@code version} runs as a shadow of its streams. */
    private ModelSchedule shadowed(
            ModelSchedule schedule,
            ModelVersion version,
            ModelVersion base,
            long fromMs,
            StreamSelector streams,
            List<String> lines) {
        checkInput(version, base);
        lines.add("%s is their shadow".formatted(base.id()));
        return schedule.shadowed(base, fromMs, streams);
    }

    private static ModelSchedule ruled(
            ModelSchedule schedule,
            ModelVersion version,
            ModelVersion base,
            long fromMs,
            RollbackRule.Condition condition,
            List<String> lines) {
        lines.add(shown(version, base, condition));
        return schedule.with(new RollbackRule(version.sha256(), base.sha256(), fromMs, condition));
    }

    private static String shown(
            ModelVersion version, ModelVersion base, RollbackRule.Condition condition) {
        return "%s is taken back to %s if %s, while spikelink models guard runs"
                .formatted(version.id(), base.id(), condition.text());
    }

    /** The version that is active for all streams, and must be another one than {@code version}. */
    private ModelVersion otherBase(ModelReference model, ModelVersion version, long ms) {
        ModelVersion base = base(model.name(), ms);
        if (base.equals(version)) {
            throw new ScheduleException(
                    "%s is active for all streams already: a rollback rule needs another version to go back to"
                            .formatted(model));
        }
        return base;
    }

    /**
     * Lets a version step a share of the streams beside the one that classifies them.
     *
     * @param percent of the streams, see {@link StreamSelector.Percent}
     * @throws ScheduleException as {@link #shadow(ModelReference, long, StreamSelector)} does
     */
    public Change shadow(ModelReference model, long fromMs, String percent) {
        return shadow(model, fromMs, share(model, percent), Optional.empty());
    }

    /** The streams that a canary of a version would have. */
    public StreamSelector share(ModelReference model, String percent) {
        return StreamSelector.Percent.of(percent, salt(version(model)));
    }

    /**
     * Lets a version step the selected streams beside the one that classifies them. Replaces a shadow of the same version.
     *
     * @throws ScheduleException if it has not been published, is active for all streams, or takes other bins than that one
     */
    public Change shadow(ModelReference model, long fromMs, StreamSelector streams) {
        return shadow(model, fromMs, streams, Optional.empty());
    }

    /**
     * Lets a version step the selected streams beside the one that classifies them. Replaces a shadow of the same version.
     *
     * @param rule when the shadow ends by itself
     * @throws ScheduleException if it has not been published, is active for all streams, or takes other bins than that
     *     one; with a rule, if no version is active for all streams
     */
    public Change shadow(
            ModelReference model,
            long fromMs,
            StreamSelector streams,
            Optional<RollbackRule.Condition> rule) {
        ModelVersion version = version(model);
        ModelSchedule schedule = schedule(model.name());
        Optional<ModelVersion> base =
                schedule.activationOfAll(fromMs).flatMap(a -> schedule.find(a.sha256()));
        if (base.equals(Optional.of(version))) {
            throw new ScheduleException(
                    "%s is active for all streams already: a shadow must be another version"
                            .formatted(model));
        }
        base.ifPresent(active -> checkInput(version, active));
        List<String> lines = new ArrayList<>();
        lines.add("%s is a shadow of %s %s".formatted(model, shown(streams), from(fromMs)));
        ModelSchedule changed =
                schedule.withoutShadow(version.sha256(), fromMs).shadowed(version, fromMs, streams);
        if (rule.isPresent()) {
            ModelVersion beside = base(model.name(), fromMs);
            lines.add(
                    "the shadow ends if %s with %s, while spikelink models guard runs"
                            .formatted(rule.get().text(), beside.id()));
            changed =
                    changed.with(
                            new RollbackRule(
                                    version.sha256(), beside.sha256(), fromMs, rule.get()));
        }
        return new Change(changed, lines);
    }

    /**
     * Ends the shadow of a version.
     *
     * @throws ScheduleException if there is none
     */
    public Change endShadow(ModelReference model, long untilMs) {
        ModelVersion version = version(model);
        ModelSchedule schedule = schedule(model.name());
        if (schedule.shadows().stream()
                .noneMatch(s -> s.sha256().equals(version.sha256()) && s.untilMs() > untilMs)) {
            throw new ScheduleException(
                    "%s is no shadow: see spikelink models status".formatted(model));
        }
        return new Change(
                schedule.withoutShadow(version.sha256(), untilMs).withoutRollback(version.sha256()),
                List.of("%s is no shadow %s".formatted(model, from(untilMs))));
    }

    /** A shadow steps the bins of the active model: both must cut and encode them alike. */
    private void checkInput(ModelVersion shadow, ModelVersion active) {
        if (!input(shadow).equals(input(active))) {
            throw new ScheduleException(
                    "a shadow must have the same input (bins, size, filters, encoder) as the version beside it: that of %s differs from that of %s"
                            .formatted(shadow.id(), active.id()));
        }
    }

    private JsonNode input(ModelVersion version) {
        try {
            String document = registry.get(version.name(), version.version()).document();
            return JSON.readTree(document).path("input");
        } catch (JsonProcessingException e) {
            throw new ScheduleException(
                    "the document of %s must be JSON (%s)"
                            .formatted(version.id(), e.getOriginalMessage()));
        }
    }

    /** Other versions select other streams; the same version selects more if its share grows. */
    private static String salt(ModelVersion version) {
        return version.sha256().substring(0, 12);
    }

    /**
     * Lets the version that is a canary step all streams.
     *
     * @param version empty if there is one canary only
     * @throws ScheduleException if there is none, or there are several
     */
    public Change promote(String name, Optional<String> version, long fromMs) {
        ModelVersion chosen =
                version.map(v -> version(new ModelReference(name, v)))
                        .orElseGet(() -> onlyCanary(name));
        ModelSchedule schedule = schedule(name).withoutShadow(chosen.sha256(), fromMs);
        for (Activation canary : schedule.canaries(fromMs)) {
            schedule = Rollback.withoutComparison(schedule, canary, fromMs);
        }
        List<String> lines = new ArrayList<>();
        lines.add("%s is active for all streams %s".formatted(chosen.id(), from(fromMs)));
        if (schedule.rollbackOf(chosen.sha256()).isPresent()) {
            lines.add(
                    "its rollback rule ends: to go on with one, use spikelink models activate --rollback-if");
        }
        return new Change(
                back.withoutRules(schedule, fromMs).activated(chosen, fromMs, ALL), lines);
    }

    private ModelVersion onlyCanary(String name) {
        ModelSchedule schedule = schedule(name);
        Set<String> canaries = new HashSet<>();
        schedule.canaries(nowMs).forEach(a -> canaries.add(a.sha256()));
        if (canaries.size() != 1) {
            throw new ScheduleException(
                    "%s has %d canaries: name the version to promote as %s@VERSION"
                            .formatted(name, canaries.size(), name));
        }
        return schedule.find(canaries.iterator().next()).orElseThrow();
    }

    /**
     * Takes back the last change: ends all canaries, or, if there are none, activates for all streams the version that
     * was active before. Activations that have not begun are cancelled.
     *
     * @param to the version to go back to, if it is not that one
     * @throws ScheduleException if nothing is active, or no version was active before
     */
    public Change rollback(String name, Optional<String> to) {
        ModelSchedule begun = schedule(name).withoutActivationsAfter(nowMs);
        List<Activation> canaries = begun.canaries(nowMs);
        ModelVersion target =
                to.map(v -> version(new ModelReference(name, v)))
                        .orElseGet(
                                () ->
                                        canaries.isEmpty()
                                                ? previous(name, begun)
                                                : base(name, nowMs));
        return back.to(target, begun, canaries, ALL, "");
    }

    /**
     * Takes back the version of a rollback rule: a canary ends, a shadow ends, and a version that is active for all streams
     * is replaced by the one of the rule. The rule ends with it. Activations that have not begun are cancelled.
     *
     * @param reason kept in the schedule
     * @throws ScheduleException if the rule is not in the schedule any more, or its version neither active nor a shadow
     */
    public Change takeBack(String name, RollbackRule rule, String reason) {
        return back.by(rule, schedule(name), reason);
    }

    private ModelVersion previous(String name, ModelSchedule schedule) {
        String current = base(name, nowMs).sha256();
        return schedule.activations().stream()
                .filter(a -> a.streams().equals(ALL) && !a.sha256().equals(current))
                .max(Comparator.comparingLong(Activation::fromMs))
                .flatMap(a -> schedule.find(a.sha256()))
                .orElseThrow(
                        () ->
                                new ScheduleException(
                                        "no other version of %s was active for all streams in the last %d h: name one with --to"
                                                .formatted(name, KEPT.toHours())));
    }

    /** The version that is active for all streams. */
    private ModelVersion base(String name, long ms) {
        ModelSchedule schedule = registry.scheduleOf(name);
        return schedule.activationOfAll(ms)
                .flatMap(a -> schedule.find(a.sha256()))
                .orElseThrow(
                        () ->
                                new ScheduleException(
                                        "no version of %s is active for all streams: activate one first, with spikelink models activate"
                                                .formatted(name)));
    }

    private ModelVersion version(ModelReference model) {
        return registry.get(model.name(), model.version()).version();
    }

    private ModelSchedule schedule(String name) {
        return registry.scheduleOf(name).since(nowMs - KEPT.toMillis());
    }

    private String from(long ms) {
        return ms == nowMs ? "from now on" : "from " + Instant.ofEpochMilli(ms);
    }

    /** Whether a version steps streams at a time, as active one, canary or shadow. */
    public static boolean isLive(ModelSchedule schedule, String sha256, long ms) {
        return Rollback.isLive(schedule, sha256, ms);
    }

    /** Streams as messages and tables show them. */
    public static String shown(StreamSelector streams) {
        if (streams instanceof StreamSelector.All) {
            return "all streams";
        }
        return streams instanceof StreamSelector.Percent share
                ? share.percent() + " % of the streams"
                : "streams " + streams.text();
    }
}
