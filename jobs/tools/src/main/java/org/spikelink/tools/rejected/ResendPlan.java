package org.spikelink.tools.rejected;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides how rejected batches are resent, so that none is dropped silently and no open session is closed unasked:
 *
 * <ul>
 *   <li>Unchanged, if the job has counted no batch of their session and knows no larger session. Otherwise it would drop
 *       them as repeats, or reject them because of the smaller session.
 *   <li>With {@code --new-session} as a new session, one above the stream's largest.
 *   <li>With {@code --stream-suffix} as a separate stream.
 *   <li>If that would close an open session, only with {@code --close-open-sessions}.
 * </ul>
 */
final class ResendPlan {
    private static final long LARGEST_SESSION = -1; // unsigned
    private static final String WAITS =
            "skipped because a file is resent completely or not at all; without that: ";

    private final ResendOptions options;
    private final Map<String, StreamHistories> topics;
    private final Map<List<String>, StreamHistory> after = new HashMap<>();

    private ResendPlan(ResendOptions options, Map<String, StreamHistories> topics) {
        this.options = options;
        this.topics = topics;
    }

    /** The verdict for each group, in {@link ResendGroup#ORDER}. {@code topics} contains all target topics. */
    static Map<ResendGroup, Verdict> of(
            List<ResendGroup> groups, ResendOptions options, Map<String, StreamHistories> topics) {
        ResendPlan plan = new ResendPlan(options, topics);
        Map<ResendGroup, Verdict> verdicts = new LinkedHashMap<>();
        groups.stream()
                .sorted(ResendGroup.ORDER)
                .forEach(group -> verdicts.put(group, plan.decide(group)));
        return verdicts;
    }

    /** The same, but if one group is skipped, all are. */
    static Map<ResendGroup, Verdict> ofWhole(
            List<ResendGroup> groups, ResendOptions options, Map<String, StreamHistories> topics) {
        Map<ResendGroup, Verdict> verdicts = of(groups, options, topics);
        if (verdicts.values().stream().anyMatch(Verdict.Skipped.class::isInstance)) {
            verdicts.replaceAll(
                    (group, verdict) ->
                            verdict instanceof Verdict.Skipped
                                    ? verdict
                                    : new Verdict.Skipped(WAITS + verdict.text()));
        }
        return verdicts;
    }

    private Verdict decide(ResendGroup group) {
        String stream = group.stream() + options.suffix();
        List<String> target = List.of(group.topic(), stream);
        StreamHistory history = after.getOrDefault(target, topics.get(group.topic()).of(stream));
        Verdict verdict = verdict(group, stream, history);
        if (verdict instanceof Verdict.Unchanged) {
            after.put(target, new StreamHistory(group.session(), true, 0));
        } else if (verdict instanceof Verdict.Renumbered renumbered) {
            after.put(target, new StreamHistory(renumbered.session(), true, 0));
        }
        return verdict;
    }

    private Verdict verdict(ResendGroup group, String stream, StreamHistory history) {
        boolean isRenumbered = options.newSession() || !options.suffix().isEmpty();
        if (!isRenumbered) {
            String reason = reasonToSkipUnchanged(group, history);
            if (reason != null) {
                return new Verdict.Skipped(reason);
            }
        }
        if (history != null && history.isOpen() && !options.closeOpen()) {
            return new Verdict.Skipped(wouldClose(stream, history));
        }
        if (!isRenumbered) {
            return new Verdict.Unchanged(group.session());
        }
        if (isFree(group, history)) {
            return new Verdict.Renumbered(stream, group.session());
        }
        long largest =
                history != null && history.hasReached(group.session())
                        ? history.session()
                        : group.session();
        return largest == LARGEST_SESSION
                ? new Verdict.Skipped("there is no session number above the stream's last one")
                : new Verdict.Renumbered(stream, largest + 1);
    }

    /** Whether the target stream can take the batches under their own session number. */
    private boolean isFree(ResendGroup group, StreamHistory history) {
        boolean isAbove = history == null || !history.hasReached(group.session());
        return isAbove && (!options.suffix().isEmpty() || !group.wasCounted());
    }

    /** Why batches cannot be resent unchanged; null if they can. */
    private String reasonToSkipUnchanged(ResendGroup group, StreamHistory history) {
        String way = "; resend them with --new-session or --stream-suffix";
        if (history != null && history.hasReached(group.session())) {
            return history.session() == group.session()
                    ? "the job has counted this session: it would drop sequence numbers up to the last one as repeats"
                            + way
                    : "the stream is in the larger session %s: they would be rejected again"
                                    .formatted(Long.toUnsignedString(history.session()))
                            + way;
        }
        if (group.wasCounted()) {
            return "the job has counted these sequence numbers: it would drop them as repeats"
                    + way;
        }
        if (!topics.get(group.topic()).isWhole(group.stream())) {
            return "the first records of the topic have been deleted: it is unknown whether the job has counted this"
                    + " session"
                    + way;
        }
        return null;
    }

    private static String wouldClose(String stream, StreamHistory history) {
        return ("it would close the open session %s of %s, last active at %s, and the sensor's batches would be rejected"
                        + " until it starts a larger session; allow it with --close-open-sessions")
                .formatted(
                        Long.toUnsignedString(history.session()),
                        stream,
                        Instant.ofEpochMilli(history.latestMs()));
    }
}
