package org.spikelink.tools.rejected;

import java.util.List;
import java.util.Map;

/**
 * What a replay did or would do.
 *
 * @param verdicts the verdict for each session's batches
 * @param unrepairable number of selected records that cannot be resent, by reason
 * @param notSelected number of records that were not selected
 * @param before number of records resent by earlier replays
 */
public record ResendReport(
        Map<ResendGroup, Verdict> verdicts,
        Map<String, Integer> unrepairable,
        int notSelected,
        int before) {
    /** A session's batches and what happens to them. */
    public record Row(String topic, String stream, String session, int batches, String action) {}

    /** One row per session, by topic, stream and session. */
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

    /** Number of batches that are resent. */
    public int resent() {
        return batches(false);
    }

    /** Number of batches that are skipped. */
    public int skipped() {
        return batches(true);
    }

    /** Number of repeats of resent batches; they count as resent from now on. */
    public int repeats() {
        return verdicts.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Verdict.Skipped))
                .mapToInt(entry -> entry.getKey().repeats().size())
                .sum();
    }

    private int batches(boolean skipped) {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Verdict.Skipped == skipped)
                .mapToInt(entry -> entry.getKey().batches().size())
                .sum();
    }
}
