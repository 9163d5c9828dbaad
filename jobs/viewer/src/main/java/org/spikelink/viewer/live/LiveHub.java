package org.spikelink.viewer.live;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.tools.watch.Agreements;
import org.spikelink.tools.watch.RateMeter;

/**
 * The streams that the topics speak of, at most the {@value #MAX_STREAMS} most recently active ones. Thread-safe: the
 * readers add, browsers ask. Times are wall-clock ms and never go back.
 */
public final class LiveHub {
    static final int MAX_STREAMS = 2_000;

    /** In the order of last activity, the latest last. */
    private final LinkedHashMap<String, ViewedStream> streams =
            new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Map<Integer, String>> labels = new HashMap<>();
    private final RateMeter events = new RateMeter();
    private final RateMeter spikes = new RateMeter();
    private final RateMeter classes = new RateMeter();
    private final LatencyRing latencies = new LatencyRing();
    private final Agreements agreements = new Agreements();
    private long undecodable;
    private boolean brokerAway;
    private List<String> rollbacks = List.of();

    /** Adds what a sensor sent. */
    public synchronized void sent(SensorBatch batch, long nowMs) {
        stream(batch.stream()).sent(batch, nowMs);
        events.add(nowMs, batch.measurements());
    }

    /**
     * Adds what the job wrote.
     *
     * @param writtenMs its Kafka timestamp
     */
    public synchronized void wrote(Outgoing output, long writtenMs, long nowMs) {
        if (output instanceof SpikeBatch batch) {
            long latencyMs = writtenMs - batch.inputMs();
            latencies.add(latencyMs);
            stream(batch.stream()).spiked(batch, latencyMs, nowMs);
            spikes.add(nowMs, batch.spikes());
        } else if (output instanceof Classification found) {
            long latencyMs = writtenMs - found.inputMs();
            latencies.add(latencyMs);
            stream(found.stream()).classified(found, latencyMs, nowMs);
            classes.add(nowMs, 1);
            agreements.add(found);
            if (found.isAnswered()) {
                labels.computeIfAbsent(found.model(), model -> new HashMap<>())
                        .put(found.classIndex(), found.label());
            }
        } else if (output instanceof ShadowClass shadow) {
            agreements.add(shadow);
        } else if (output instanceof SensorHealth measured) {
            stream(measured.stream()).health = measured;
        }
    }

    /** Adds a record of a stream, possibly unnamed, that was rejected. */
    public synchronized void rejected(String stream, String reason, long nowMs) {
        ViewedStream of = stream(stream.isEmpty() ? "(no stream)" : stream);
        of.lastMs = nowMs;
        of.troubles.rejected(reason);
    }

    /** Counts a record of the output topics that is not an output. */
    public synchronized void undecodable() {
        undecodable++;
    }

    /** Says whether the broker answers. */
    public synchronized void brokerAway(boolean isAway) {
        brokerAway = isAway;
    }

    /** Says what rollback rules have done, a line each. */
    public synchronized void rollbacks(List<String> lines) {
        rollbacks = lines;
    }

    private ViewedStream stream(String name) {
        ViewedStream known = streams.get(name);
        if (known != null) {
            return known;
        }
        ViewedStream stream = new ViewedStream(name);
        streams.put(name, stream);
        if (streams.size() > MAX_STREAMS) {
            forgetOne();
        }
        return stream;
    }

    private void forgetOne() {
        for (ViewedStream stream : streams.values()) {
            if (stream.watchers == 0) {
                streams.remove(stream.name);
                return;
            }
        }
    }

    /** The streams that a browser asks for, as the page's message {@code wall}. */
    public synchronized WallMessage wall(WallQuery query, long nowMs) {
        String wanted = query.search().toLowerCase(Locale.ROOT);
        List<ViewedStream> found = new ArrayList<>();
        for (ViewedStream stream : streams.values()) {
            boolean isNamed = stream.name.toLowerCase(Locale.ROOT).contains(wanted);
            if (isNamed && (query.label().isEmpty() || query.label().equals(label(stream)))) {
                found.add(stream);
            }
        }
        found.sort(query.sort().order(nowMs));
        List<ViewedStream> shown = found.subList(0, Math.min(found.size(), query.limit()));
        var totals =
                new WallMessage.Totals(
                        streams.size(),
                        found.size(),
                        events.perSecond(nowMs),
                        spikes.perSecond(nowMs),
                        classes.perSecond(nowMs),
                        latencies.quantile(0.5),
                        latencies.quantile(0.99),
                        undecodable,
                        brokerAway,
                        rollbacks,
                        WallMessage.ShadowFacts.of(agreements));
        return new WallMessage(
                totals, shown.stream().map(stream -> Facts.of(stream, nowMs)).toList());
    }

    static String label(ViewedStream stream) {
        return stream.latest == null ? "" : stream.latest.label();
    }

    /** Thumbnails of streams in this order; a stream that is gone has an empty one. */
    public synchronized ByteBuffer thumbnails(List<String> names, long nowMs) {
        return Frames.thumbnails(names, streams, nowMs);
    }

    /** Begins to keep what a browser shows of one stream; it need not exist yet. */
    public synchronized StreamCursor watch(String name) {
        ViewedStream stream = stream(name);
        stream.watched();
        return new StreamCursor(stream);
    }

    /** Ends what {@link #watch} began. */
    public synchronized void unwatch(StreamCursor cursor) {
        cursor.stream.unwatched();
    }

    /** What is new of a stream since the cursor's last call, as frames for the page. */
    public synchronized List<ByteBuffer> news(StreamCursor cursor) {
        return Frames.news(cursor);
    }

    /** The classifications of a stream that are new since the last call, and its facts. */
    public synchronized StreamMessage facts(StreamCursor cursor, long nowMs) {
        List<Classification> found = cursor.stream.classes.from(cursor.classes);
        cursor.classes = cursor.stream.classes.end();
        return new StreamMessage(
                Facts.of(cursor.stream, nowMs),
                cursor.stream.troubleLines(),
                Optional.ofNullable(cursor.stream.health).map(Hints::of).orElse(List.of()),
                labels.getOrDefault(cursor.stream.model, Map.of()),
                found);
    }
}
