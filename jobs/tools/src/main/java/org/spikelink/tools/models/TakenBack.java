package org.spikelink.tools.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.error.Printable;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.Shadow;

/**
 * What a rollback rule has done.
 *
 * @param atMs Kafka time from which it counts, ms since 1970
 * @param text what it did and why, for people
 */
public record TakenBack(long atMs, String text) {

    /** What rules have done since a time, as far as the schedule still has it. */
    public static List<TakenBack> of(ModelSchedule schedule, long sinceMs) {
        List<TakenBack> all = new ArrayList<>();
        for (Activation each : schedule.activations()) {
            if (!each.reason().isEmpty() && each.fromMs() >= sinceMs) {
                String does = "is active for " + Rollout.shown(each.streams());
                all.add(of(schedule, each.sha256(), does, each.fromMs(), each.reason()));
            }
        }
        for (Shadow each : schedule.shadows()) {
            if (!each.reason().isEmpty() && each.untilMs() >= sinceMs) {
                all.add(of(schedule, each.sha256(), "is no shadow", each.untilMs(), each.reason()));
            }
        }
        return all;
    }

    private static TakenBack of(
            ModelSchedule schedule, String sha256, String does, long atMs, String reason) {
        String id = schedule.find(sha256).map(ModelVersion::id).orElse(sha256);
        return new TakenBack(
                atMs,
                "%s %s since %s by a rollback rule: %s"
                        .formatted(
                                Printable.of(id),
                                does,
                                Instant.ofEpochMilli(atMs),
                                Printable.of(reason)));
    }
}
