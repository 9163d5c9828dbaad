package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which version of a model steps which stream, and from when. Immutable.
 *
 * <p>Of the {@link Activation}s that have begun and select a stream, the one that began last wins; of those that began
 * at the same time, the last of the list. So an activation of all streams also ends a canary that began before it. A
 * stream that no activation selects keeps the model that it has.
 *
 * @param name of the model, that of all versions
 * @param revision grows with each change of the schedule, from 1
 * @param versions all that the rules name; each sha256 and each version once
 * @param activations in the order in which they were made
 * @param shadows in the order in which they were made
 * @param rollbacks at most one for a version
 */
public record ModelSchedule(
        String name,
        long revision,
        List<ModelVersion> versions,
        List<Activation> activations,
        List<Shadow> shadows,
        List<RollbackRule> rollbacks)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Most rules of a kind; also the most versions. */
    public static final int MOST_RULES = 1_000;

    /** Most models that run beside the active one of a stream; further ones are left out. */
    public static final int MOST_SHADOWS = 4;

    /** Throws {@link ScheduleException} if there are too many rules, or they name what is not there. */
    public ModelSchedule {
        versions = List.copyOf(versions);
        activations = List.copyOf(activations);
        shadows = List.copyOf(shadows);
        rollbacks = List.copyOf(rollbacks);
        require(revision >= 1, "revision must be at least 1 (got %d)", revision);
        checkNumber("versions", versions);
        checkNumber("activations", activations);
        checkNumber("shadows", shadows);
        checkNumber("rollbacks", rollbacks);
        Set<String> known = checkVersions(name, versions);
        activations.forEach(a -> checkKnown("activations", a.sha256(), known));
        shadows.forEach(s -> checkKnown("shadows", s.sha256(), known));
        Set<String> ruled = new HashSet<>();
        for (RollbackRule rule : rollbacks) {
            checkKnown("rollbacks", rule.sha256(), known);
            checkKnown("rollbacks", rule.toSha256(), known);
            require(
                    ruled.add(rule.sha256()),
                    "rollbacks must have one rule for a version (got two for sha256 %s)",
                    rule.sha256());
        }
    }

    private static void checkNumber(String key, List<?> rules) {
        require(
                rules.size() <= MOST_RULES,
                "%s must be at most %d (got %d)",
                key,
                MOST_RULES,
                rules.size());
    }

    private static Set<String> checkVersions(String name, List<ModelVersion> versions) {
        Set<String> hashes = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (ModelVersion version : versions) {
            require(
                    version.name().equals(name),
                    "versions must be of model '%s' (got '%s')",
                    name,
                    version.name());
            require(
                    texts.add(version.version()) && hashes.add(version.sha256()),
                    "versions must be distinct (got version '%s', sha256 %s twice)",
                    version.version(),
                    version.sha256());
        }
        return hashes;
    }

    private static void checkKnown(String key, String sha256, Set<String> known) {
        require(known.contains(sha256), "%s must name a sha256 of versions (got %s)", key, sha256);
    }

    /** A schedule of no rules; its revision is 1. */
    public static ModelSchedule empty(String name) {
        return new ModelSchedule(name, 1, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * The version that steps a stream.
     *
     * @param inputMs Kafka time, ms since 1970
     * @return empty if no activation that has begun selects the stream: it keeps the model that it has
     */
    public Optional<ModelVersion> activeFor(String stream, long inputMs) {
        return activationOf(stream, inputMs).map(a -> version(a.sha256()));
    }

    /** The activation that decides which version steps a stream; see {@link #activeFor}. */
    public Optional<Activation> activationOf(String stream, long inputMs) {
        Activation latest = null;
        for (Activation each : activations) {
            boolean isLater = latest == null || each.fromMs() >= latest.fromMs();
            if (isLater && each.applies(stream, inputMs)) {
                latest = each;
            }
        }
        return Optional.ofNullable(latest);
    }

    /**
     * The versions that run beside the active one, each once, at most {@value #MOST_SHADOWS}, in the order of their
     * rules.
     */
    public List<ModelVersion> shadowsFor(String stream, long inputMs) {
        if (shadows.isEmpty()) {
            return List.of();
        }
        String active = activationOf(stream, inputMs).map(Activation::sha256).orElse("");
        return shadows.stream()
                .filter(each -> each.applies(stream, inputMs) && !each.sha256().equals(active))
                .map(Shadow::sha256)
                .distinct()
                .limit(MOST_SHADOWS)
                .map(this::version)
                .toList();
    }

    /** The activation of all streams that began last, whatever was activated for some of them since. */
    public Optional<Activation> activationOfAll(long inputMs) {
        Activation latest = null;
        for (Activation each : activations) {
            boolean isLater = latest == null || each.fromMs() >= latest.fromMs();
            if (isLater
                    && each.fromMs() <= inputMs
                    && each.streams() instanceof StreamSelector.All) {
                latest = each;
            }
        }
        return Optional.ofNullable(latest);
    }

    /**
     * The activations of some of the streams that were made after, or began later than, the one of all streams, and
     * have begun: canaries. One that a later one with the same streams replaces is left out.
     */
    public List<Activation> canaries(long inputMs) {
        Activation all = activationOfAll(inputMs).orElse(null);
        int made = all == null ? -1 : activations.lastIndexOf(all);
        Map<StreamSelector, Activation> latest = new LinkedHashMap<>();
        for (int n = 0; n < activations.size(); n++) {
            Activation each = activations.get(n);
            boolean counts =
                    all == null
                            || each.fromMs() > all.fromMs()
                            || each.fromMs() == all.fromMs() && n > made;
            if (counts && each.fromMs() <= inputMs && !each.equals(all)) {
                Activation before = latest.get(each.streams());
                if (before == null || each.fromMs() >= before.fromMs()) {
                    latest.put(each.streams(), each);
                }
            }
        }
        return latest.values().stream()
                .filter(each -> all == null || !each.sha256().equals(all.sha256()))
                .toList();
    }

    /** The version with a sha256, if a rule may name it. */
    public Optional<ModelVersion> find(String sha256) {
        for (ModelVersion version : versions) {
            if (version.sha256().equals(sha256)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private ModelVersion version(String sha256) {
        return find(sha256).orElseThrow();
    }

    /** This schedule with one more activation. */
    public ModelSchedule activated(ModelVersion version, long fromMs, StreamSelector streams) {
        return activated(version, fromMs, streams, Reason.NONE);
    }

    /** This schedule with one more activation, and the reason why a rollback rule made it. */
    public ModelSchedule activated(
            ModelVersion version, long fromMs, StreamSelector streams, String reason) {
        return changed(
                and(version),
                and(activations, new Activation(version.sha256(), fromMs, streams, reason)),
                shadows,
                rollbacks);
    }

    /** This schedule without the activations that begin after {@code ms}. */
    public ModelSchedule withoutActivationsAfter(long ms) {
        List<Activation> begun = activations.stream().filter(a -> a.fromMs() <= ms).toList();
        return changed(versions, begun, shadows, rollbacks);
    }

    /** This schedule with one more shadow. */
    public ModelSchedule shadowed(ModelVersion version, long fromMs, StreamSelector streams) {
        return changed(
                and(version),
                activations,
                and(shadows, new Shadow(version.sha256(), fromMs, Shadow.OPEN, streams)),
                rollbacks);
    }

    /** This schedule, with the shadows of a version ended at a time. */
    public ModelSchedule withoutShadow(String sha256, long untilMs) {
        return changed(
                versions,
                activations,
                shadows.stream()
                        .map(each -> each.sha256().equals(sha256) ? each.endedAt(untilMs) : each)
                        .toList(),
                rollbacks);
    }

    /** This schedule, with one shadow ended at a time. */
    public ModelSchedule without(Shadow shadow, long untilMs) {
        return without(shadow, untilMs, shadow.reason());
    }

    /** This schedule, with one shadow ended at a time, and the reason why a rollback rule ended it. */
    public ModelSchedule without(Shadow shadow, long untilMs, String reason) {
        return changed(
                versions,
                activations,
                shadows.stream()
                        .map(
                                each ->
                                        each.equals(shadow)
                                                ? each.endedAt(untilMs).because(reason)
                                                : each)
                        .toList(),
                rollbacks);
    }

    /** The rollback rule of a version. */
    public Optional<RollbackRule> rollbackOf(String sha256) {
        return rollbacks.stream().filter(rule -> rule.sha256().equals(sha256)).findFirst();
    }

    /** This schedule with a rollback rule, in place of one for the same version. */
    public ModelSchedule with(RollbackRule rule) {
        return changed(versions, activations, shadows, and(others(rule.sha256()), rule));
    }

    /** This schedule without the rollback rule of a version. */
    public ModelSchedule withoutRollback(String sha256) {
        return changed(versions, activations, shadows, others(sha256));
    }

    private List<RollbackRule> others(String sha256) {
        return rollbacks.stream().filter(rule -> !rule.sha256().equals(sha256)).toList();
    }

    /**
     * This schedule without the rules that decide nothing for records of {@code ms} and later, and without the
     * versions that only these name: activations that began before an activation of all streams that has begun,
     * shadows that have ended, and rollback rules of versions that are gone. The revision grows if anything was left
     * out.
     */
    public ModelSchedule since(long ms) {
        long base =
                activations.stream()
                        .filter(a -> a.fromMs() <= ms && a.streams() instanceof StreamSelector.All)
                        .mapToLong(Activation::fromMs)
                        .max()
                        .orElse(Long.MIN_VALUE);
        List<Activation> live = activations.stream().filter(a -> a.fromMs() >= base).toList();
        List<Shadow> open = shadows.stream().filter(s -> s.untilMs() > ms).toList();
        Set<String> named = new HashSet<>();
        live.forEach(a -> named.add(a.sha256()));
        open.forEach(s -> named.add(s.sha256()));
        List<RollbackRule> rules =
                rollbacks.stream()
                        .filter(r -> named.contains(r.sha256()) && named.contains(r.toSha256()))
                        .toList();
        List<ModelVersion> kept =
                versions.stream().filter(v -> named.contains(v.sha256())).toList();
        boolean same =
                live.size() == activations.size()
                        && open.size() == shadows.size()
                        && rules.size() == rollbacks.size()
                        && kept.size() == versions.size();
        return same ? this : changed(kept, live, open, rules);
    }

    private ModelSchedule changed(
            List<ModelVersion> newVersions,
            List<Activation> newActivations,
            List<Shadow> newShadows,
            List<RollbackRule> newRollbacks) {
        return new ModelSchedule(
                name, revision + 1, newVersions, newActivations, newShadows, newRollbacks);
    }

    private List<ModelVersion> and(ModelVersion version) {
        Map<String, ModelVersion> all = new LinkedHashMap<>();
        versions.forEach(each -> all.put(each.sha256(), each));
        all.putIfAbsent(version.sha256(), version);
        return new ArrayList<>(all.values());
    }

    private static <T> List<T> and(List<T> list, T one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }
}
