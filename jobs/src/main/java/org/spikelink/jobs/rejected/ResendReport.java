package org.spikelink.jobs.rejected;

import java.util.List;
import java.util.Map;

/**
 * What a replay did, or would do.
 *
 * @param verdicts what happens to each session's batches
 * @param unrepairable how many of the records asked for cannot be resent, by why
 * @param notSelected records that were not asked for
 * @param before records that were resent by earlier replays
 */
public record ResendReport(
        Map<ResendGroup, Verdict> verdicts,
        Map<String, Integer> unrepairable,
        int notSelected,
        int before) {
    /** A session's batches and what happens to them. */
    public record Row(String topic, String stream, String session, int batches, String what) {}

    /** A row for each session, by topic, stream and session. */
    public List<Row> rows() {
        return verdicts.entrySet().stream()
                .map(
                        entry ->
                                new Row(
                                        entry.getKey().topic(),
                                        entry.getKey().stream(),
                                        Long.toUnsignedString(entry.getKey().session()),
                                        entry.getKey().batches().size(),
                                        entry.getValue().text()))
                .toList();
    }

    /** Batches that are resent. */
    public int resent() {
        return batches(false);
    }

    /** Batches that stay, for resending them would do harm or be in vain. */
    public int refused() {
        return batches(true);
    }

    /** Records that repeat a batch which is resent; they count as resent from now on. */
    public int repeats() {
        return verdicts.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Verdict.Refused))
                .mapToInt(entry -> entry.getKey().repeats().size())
                .sum();
    }

    private int batches(boolean refused) {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Verdict.Refused == refused)
                .mapToInt(entry -> entry.getKey().batches().size())
                .sum();
    }
}
