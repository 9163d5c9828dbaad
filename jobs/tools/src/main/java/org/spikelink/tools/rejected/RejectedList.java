package org.spikelink.tools.rejected;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.tools.topic.TopicScan;

/**
 * A summary of the rejected topic.
 *
 * @param records number of selected records
 * @param resent number of them that have been resent
 * @param byRule records per rule, most frequent first
 * @param latest records rejected last, the latest first
 */
public record RejectedList(long records, long resent, List<Rule> byRule, List<Entry> latest) {

    /**
     * Records that break the same rule.
     *
     * @param error their error message without its values
     * @param records number of them
     * @param likelyCause what usually lies behind it and what to do, if that is known
     */
    public record Rule(String error, long records, Optional<String> likelyCause) {}

    /**
     * A rejected record.
     *
     * @param record without its value
     * @param bytes size of the value
     * @param timestampMs when it was rejected, ms since the epoch
     * @param resent whether it has been resent
     */
    public record Entry(RejectedRecord record, int bytes, long timestampMs, boolean resent) {
        private static final Comparator<Entry> ORDER =
                Comparator.comparingLong(Entry::timestampMs)
                        .thenComparing(entry -> entry.record().partition())
                        .thenComparing(entry -> entry.record().offset());
    }

    /** Reads the topic up to its current end. Options for resending are ignored. */
    public static RejectedList read(ResendOptions options, int latest) {
        try (KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(options)) {
            List<TopicPartition> partitions =
                    TopicScan.partitions(consumer, options.kafka(), options.topic());
            Map<TopicPartition, Resent> marks = RejectedTopic.marks(consumer, partitions);
            RuleCounts byRule = new RuleCounts();
            PriorityQueue<Entry> last = new PriorityQueue<>(Entry.ORDER);
            long[] counts = new long[2]; // records, resent
            new TopicScan(consumer, partitions)
                    .read(
                            read -> {
                                RejectedRecord record = RejectedRecord.of(read);
                                if (!options.selects(record)) {
                                    return;
                                }
                                boolean resent =
                                        marks.get(
                                                        new TopicPartition(
                                                                read.topic(), read.partition()))
                                                .contains(read.offset());
                                counts[0]++;
                                counts[1] += resent ? 1 : 0;
                                byRule.add(record.error());
                                last.add(
                                        new Entry(
                                                record.withoutValue(),
                                                record.bytes(),
                                                read.timestamp(),
                                                resent));
                                if (last.size() > latest) {
                                    last.remove();
                                }
                            });
            List<Entry> sorted = new ArrayList<>(last);
            sorted.sort(Entry.ORDER.reversed());
            return new RejectedList(counts[0], counts[1], byRule.mostFirst(), sorted);
        }
    }

    /**
     * An error message without its values: quoted names, actual values, long numbers and the event's number. Numbers at the ends
     * of a range belong to the rule.
     */
    public static String rule(String error) {
        return error.replaceAll("\\(got .*\\)$", "")
                .replaceAll("\"[^\"]*\"", "...")
                .replaceAll("(?<![0-9]|\\.\\.)[0-9]{7,}(?!\\.\\.)", "...")
                .replaceFirst("^(event|value) [0-9]+\\b", "$1 ...")
                .strip();
    }

    /** {records, resent, by_error: [{error, records, likely_cause}], latest: [{...}]}. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("records", records);
        json.put("resent", resent);
        ArrayNode rules = json.putArray("by_error");
        byRule.forEach(
                rule ->
                        rules.addObject()
                                .put("error", rule.error())
                                .put("records", rule.records())
                                .put("likely_cause", rule.likelyCause().orElse(null)));
        ArrayNode entries = json.putArray("latest");
        latest.forEach(
                entry ->
                        entries.addObject()
                                .put("partition", entry.record().partition())
                                .put("offset", entry.record().offset())
                                .put("rejected_ms", entry.timestampMs())
                                .put("key", entry.record().keyText())
                                .put("error", entry.record().error())
                                .put("bytes", entry.bytes())
                                .put("truncated", entry.record().truncated())
                                .put("resent", entry.resent())
                                .put("source_topic", entry.record().origin().topic())
                                .put("source_partition", entry.record().origin().partition())
                                .put("source_offset", entry.record().origin().offset())
                                .put("source_ms", entry.record().origin().timestampMs()));
        return json;
    }
}
