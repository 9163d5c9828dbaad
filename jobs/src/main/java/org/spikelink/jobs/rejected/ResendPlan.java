package org.spikelink.jobs.rejected;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what happens to rejected batches, so that none is dropped in silence and no session is closed that someone has
 * not agreed to close:
 *
 * <ul>
 *   <li>As they are, if the job has counted nothing of their session and knows no larger one; for the sequence numbers
 *       below the last one counted are repeats to it, and smaller sessions are rejected.
 *   <li>With {@code --new-session} as a session of their own, one above the largest that the stream has had.
 *   <li>With {@code --stream-suffix} as a stream of their own.
 *   <li>Never where that would close an open session, but with {@code --close-open-sessions}.
 * </ul>
 */
final class ResendPlan {
    private static final long LARGEST_SESSION = -1; // unsigned
    private static final String WAITS = "stays, for a file goes whole or not at all; else: ";

    private final ResendOptions options;
    private final Map<String, StreamHistories> topics;
    private final Map<List<String>, StreamHistory> after = new HashMap<>();

    private ResendPlan(ResendOptions options, Map<String, StreamHistories> topics) {
        this.options = options;
        this.topics = topics;
    }

    /** Of each group, in {@link ResendGroup#ORDER}, what happens to it. {@code topics} has all that groups go to. */
    static Map<ResendGroup, Verdict> of(
            List<ResendGroup> groups, ResendOptions options, Map<String, StreamHistories> topics) {
        ResendPlan plan = new ResendPlan(options, topics);
        Map<ResendGroup, Verdict> verdicts = new LinkedHashMap<>();
        groups.stream()
                .sorted(ResendGroup.ORDER)
                .forEach(group -> verdicts.put(group, plan.decide(group)));
        return verdicts;
    }

    /** The same where all go or none do. */
    static Map<ResendGroup, Verdict> ofWhole(
            List<ResendGroup> groups, ResendOptions options, Map<String, StreamHistories> topics) {
        Map<ResendGroup, Verdict> verdicts = of(groups, options, topics);
        if (verdicts.values().stream().anyMatch(Verdict.Refused.class::isInstance)) {
            verdicts.replaceAll(
                    (group, verdict) ->
                            verdict instanceof Verdict.Refused
                                    ? verdict
                                    : new Verdict.Refused(WAITS + verdict.text()));
        }
        return verdicts;
    }

    private Verdict decide(ResendGroup group) {
        String stream = group.stream() + options.suffix();
        List<String> target = List.of(group.topic(), stream);
        StreamHistory history = after.getOrDefault(target, topics.get(group.topic()).of(stream));
        Verdict verdict = verdict(group, stream, history);
        if (verdict instanceof Verdict.AsTheyAre) {
            after.put(target, new StreamHistory(group.session(), true, 0));
        } else if (verdict instanceof Verdict.Renumbered renumbered) {
            after.put(target, new StreamHistory(renumbered.session(), true, 0));
        }
        return verdict;
    }

    private Verdict verdict(ResendGroup group, String stream, StreamHistory history) {
        boolean isOwn = options.newSession() || !options.suffix().isEmpty();
        if (!isOwn) {
            String refusal = refusalAsTheyAre(group, history);
            if (refusal != null) {
                return new Verdict.Refused(refusal);
            }
        }
        if (history != null && history.isOpen() && !options.closeOpen()) {
            return new Verdict.Refused(wouldClose(stream, history));
        }
        if (!isOwn) {
            return new Verdict.AsTheyAre(group.session());
        }
        if (isFree(group, history)) {
            return new Verdict.Renumbered(stream, group.session());
        }
        long largest =
                history != null && history.hasReached(group.session())
                        ? history.session()
                        : group.session();
        return largest == LARGEST_SESSION
                ? new Verdict.Refused("no session number is left above the stream's last one")
                : new Verdict.Renumbered(stream, largest + 1);
    }

    /** Whether the stream that they go to can still have the batches' own session. */
    private boolean isFree(ResendGroup group, StreamHistory history) {
        boolean isAbove = history == null || !history.hasReached(group.session());
        return isAbove && (!options.suffix().isEmpty() || !group.wasCounted());
    }

    /** What speaks against sending batches back with the numbers they have; null if nothing does. */
    private String refusalAsTheyAre(ResendGroup group, StreamHistory history) {
        String way = "; --new-session or --stream-suffix resends it";
        if (history != null && history.hasReached(group.session())) {
            return history.session() == group.session()
                    ? "the job has counted this session: sequence numbers that it has passed would be dropped as repeats"
                            + way
                    : "the stream is in the larger session %s: it would be rejected again"
                                    .formatted(Long.toUnsignedString(history.session()))
                            + way;
        }
        if (group.wasCounted()) {
            return "the job has counted these sequence numbers: they would be dropped as repeats"
                    + way;
        }
        if (!topics.get(group.topic()).isWhole(group.stream())) {
            return "the topic no longer holds its first records: whether the job has counted this session cannot be"
                    + " known"
                    + way;
        }
        return null;
    }

    private static String wouldClose(String stream, StreamHistory history) {
        return ("it would close the open session %s of %s, last heard of at %s, and its sensor would be rejected until it"
                        + " begins a larger one; --close-open-sessions does it all the same")
                .formatted(
                        Long.toUnsignedString(history.session()),
                        stream,
                        Instant.ofEpochMilli(history.latestMs()));
    }
}
