package org.spikelink.tools.rejected;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.tools.rejected.RejectedList.Rule;

/** Counts rejected records by the rule that they break. */
final class RuleCounts {
    private static final Pattern GOT = Pattern.compile("\\(got (-?[0-9]{1,18})\\b");

    private final Map<String, Count> counts = new HashMap<>();

    private static final class Count {
        private long records;
        private Optional<Long> highest = Optional.empty();
    }

    /** Counts a record. */
    void add(String error) {
        Count count = counts.computeIfAbsent(RejectedList.rule(error), rule -> new Count());
        count.records++;
        Matcher got = GOT.matcher(error);
        if (got.find()) {
            long value = Long.parseLong(got.group(1));
            count.highest = Optional.of(count.highest.map(h -> Math.max(h, value)).orElse(value));
        }
    }

    /** The most frequent first. */
    List<Rule> mostFirst() {
        return counts.entrySet().stream()
                .map(
                        e ->
                                new Rule(
                                        e.getKey(),
                                        e.getValue().records,
                                        LikelyCause.of(e.getKey(), e.getValue().highest)))
                .sorted(
                        Comparator.comparingLong(Rule::records)
                                .reversed()
                                .thenComparing(Rule::error))
                .toList();
    }
}
