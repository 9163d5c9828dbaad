package org.spikelink.cli.sensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.core.error.Counted;
import org.spikelink.sensors.ingest.IngestResult;
import org.spikelink.sensors.ingest.SourceAddress;

/** What an ingest sent, and what was lost on the way, in one line. */
final class IngestSummary {
    private IngestSummary() {}

    static String of(IngestResult result, SourceAddress source) {
        List<String> parts = new ArrayList<>();
        parts.add(Counted.of(result.events(), "events"));
        parts.add(Counted.of(result.batches(), "batches"));
        parts.add(Counted.of(result.sessions(), "sessions"));
        if (source instanceof SourceAddress.Udp) { // the others wait and lose nothing
            parts.add(Counted.of(result.lostDatagrams(), "lost datagrams"));
            parts.add(
                    Counted.of(result.droppedBatches(), "dropped batches")
                            + " with "
                            + Counted.of(result.droppedEvents(), "events"));
        }
        addIfAny(parts, result.filteredEvents(), "filtered events");
        addIfAny(parts, result.reconnects(), "reconnects");
        addIfAny(parts, result.malformedDatagrams(), "datagrams of another format");
        addIfAny(parts, result.foreignDatagrams(), "datagrams of other senders");
        for (Map.Entry<String, Long> skipped : new TreeMap<>(result.skipped()).entrySet()) {
            parts.add(Counted.of(skipped.getValue(), skipped.getKey()) + " skipped");
        }
        return String.join(", ", parts)
                + String.format(
                        Locale.ROOT,
                        " in %.1f s, %.0f events/s",
                        result.seconds(),
                        result.events() / Math.max(result.seconds(), 1e-9));
    }

    private static void addIfAny(List<String> parts, long count, String things) {
        if (count > 0) {
            parts.add(Counted.of(count, things));
        }
    }
}
