package org.spikelink.cli.sensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.spikelink.sensors.ingest.IngestResult;

/** What an ingest sent, and what was lost on the way, in one line. */
final class IngestSummary {
    private IngestSummary() {}

    static String of(IngestResult result) {
        List<String> parts = new ArrayList<>();
        parts.add(number("%d events", result.events()));
        parts.add(number("%d batches", result.batches()));
        parts.add(number("%d sessions", result.sessions()));
        parts.add(number("%d lost datagrams", result.lostDatagrams()));
        parts.add(
                String.format(
                        Locale.ROOT,
                        "%d dropped batches with %d events",
                        result.droppedBatches(),
                        result.droppedEvents()));
        if (result.filteredEvents() > 0) {
            parts.add(number("%d filtered events", result.filteredEvents()));
        }
        if (result.reconnects() > 0) {
            parts.add(number("%d reconnects", result.reconnects()));
        }
        if (result.malformedDatagrams() > 0) {
            parts.add(number("%d datagrams of another format", result.malformedDatagrams()));
        }
        if (result.foreignDatagrams() > 0) {
            parts.add(number("%d datagrams of other senders", result.foreignDatagrams()));
        }
        for (Map.Entry<String, Long> skipped : new TreeMap<>(result.skipped()).entrySet()) {
            parts.add(skipped.getValue() + " " + skipped.getKey() + " skipped");
        }
        return String.join(", ", parts)
                + String.format(
                        Locale.ROOT,
                        " in %.1f s, %.0f events/s",
                        result.seconds(),
                        result.events() / Math.max(result.seconds(), 1e-9));
    }

    private static String number(String text, long count) {
        String words = String.format(Locale.ROOT, text, count);
        return count != 1
                ? words
                : words.replace("batches", "batch")
                        .replaceFirst("(event|session|datagram|reconnect)s", "$1");
    }
}
