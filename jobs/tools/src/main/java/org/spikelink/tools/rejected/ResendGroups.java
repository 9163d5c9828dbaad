package org.spikelink.tools.rejected;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.kafka.wire.SensorBatch;

/**
 * Rejected records grouped by session.
 *
 * @param groups the batches by session
 * @param unrepairable number of records that cannot be resent, by reason
 */
record ResendGroups(List<ResendGroup> groups, Map<String, Integer> unrepairable) {
    private record Session(String topic, String stream, long session) {}

    /** Groups of unchanged records. */
    static ResendGroups of(List<RejectedRecord> records, ResendOptions options) {
        List<RejectedBatch> batches = new ArrayList<>();
        Map<String, Integer> unrepairable = new TreeMap<>();
        for (RejectedRecord record : records) {
            Optional<RejectedBatch> batch = RejectedBatch.of(record);
            if (batch.isEmpty() || options.target(record).isEmpty()) {
                unrepairable.merge(reason(record, batch.isPresent()), 1, Integer::sum);
            } else {
                batches.add(batch.get());
            }
        }
        return new ResendGroups(ofBatches(batches, options), unrepairable);
    }

    /** Groups of batches whose topic is known. */
    static List<ResendGroup> ofBatches(List<RejectedBatch> batches, ResendOptions options) {
        Map<Session, List<RejectedBatch>> sessions = new LinkedHashMap<>();
        for (RejectedBatch rejected : batches) {
            SensorBatch batch = rejected.batch();
            String topic = options.target(rejected.record());
            sessions.computeIfAbsent(
                            new Session(topic, batch.getStream(), batch.getSession()),
                            s -> new ArrayList<>())
                    .add(rejected);
        }
        List<ResendGroup> groups = new ArrayList<>();
        sessions.forEach((session, of) -> groups.add(group(session, of)));
        return groups;
    }

    private static String reason(RejectedRecord record, boolean isBatch) {
        if (record.truncated()) {
            return "the value is truncated";
        }
        return isBatch
                ? "the topic that it came from is unknown; name one with --to"
                : "not a batch";
    }

    private static ResendGroup group(Session session, List<RejectedBatch> all) {
        List<RejectedBatch> batches = new ArrayList<>();
        List<RejectedBatch> repeats = new ArrayList<>();
        long last = -1;
        all.sort(Comparator.comparingLong(rejected -> rejected.batch().getSequence()));
        for (RejectedBatch rejected : all) {
            boolean isRepeat = rejected.batch().getSequence() == last;
            (isRepeat ? repeats : batches).add(rejected);
            last = rejected.batch().getSequence();
        }
        return new ResendGroup(
                session.topic(), session.stream(), session.session(), batches, repeats);
    }
}
