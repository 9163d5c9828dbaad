package org.spikelink.tools.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;

/**
 * The streams with outputs, at most the {@value #MAX_STREAMS} most recently active ones. Not thread-safe; times are
 * in ms since the epoch and must not go back.
 */
public final class LiveStreams {
    public static final int MAX_STREAMS = 100_000;

    private static final double MEDIAN = 50;
    private static final double SLOWEST = 99;

    /** In the order of last activity, the latest last. */
    private final LinkedHashMap<String, LiveStream> streams = new LinkedHashMap<>();

    private final RateMeter classes = new RateMeter();
    private final RateMeter spikes = new RateMeter();
    private final Latencies latencies = new Latencies();
    private final Latencies readLatencies = new Latencies();
    private final long startMs;
    private final Agreements agreements = new Agreements();
    private long undecodable;

    /**
     * No streams yet.
     *
     * @param startMs when reading starts: outputs that had been written before are read late for no fault of the job
     */
    public LiveStreams(long startMs) {
        this.startMs = startMs;
    }

    /**
     * Adds an output.
     *
     * @param writtenMs its Kafka timestamp
     * @param nowMs when it was read
     */
    public void add(Outgoing output, long writtenMs, long nowMs) {
        if (output instanceof Classification found) {
            LiveStream stream = active(found.stream(), found.inputMs(), writtenMs, nowMs);
            stream.classified(found);
            classes.add(nowMs, 1);
            agreements.add(found);
        } else if (output instanceof ShadowClass shadow) {
            agreements.add(shadow);
        } else if (output instanceof SpikeBatch batch) {
            LiveStream stream = active(batch.stream(), batch.inputMs(), writtenMs, nowMs);
            stream.spiked(nowMs, batch);
            spikes.add(nowMs, batch.spikes());
        } else if (output instanceof SensorHealth health) {
            latest(health.stream()).measured(health);
        }
    }

    /** Counts a record that is not an output. */
    public void addUndecodable() {
        undecodable++;
    }

    private LiveStream active(String name, long inputMs, long writtenMs, long nowMs) {
        LiveStream stream = latest(name);
        stream.delayed(writtenMs - inputMs);
        latencies.add(nowMs, writtenMs - inputMs);
        if (writtenMs >= startMs) {
            readLatencies.add(nowMs, nowMs - inputMs);
        }
        return stream;
    }

    private LiveStream latest(String name) {
        LiveStream known = streams.remove(name);
        LiveStream stream = known == null ? new LiveStream(name) : known;
        streams.put(name, stream);
        if (streams.size() > MAX_STREAMS) {
            streams.remove(streams.keySet().iterator().next());
        }
        return stream;
    }

    /**
     * The streams now.
     *
     * @param maxRows streams shown, at least 0
     */
    public Snapshot snapshot(long nowMs, int maxRows) {
        Histogram latencyMs = latencies.at(nowMs);
        Histogram readMs = readLatencies.at(nowMs);
        return new Snapshot(
                streams.size(),
                classes.perSecond(nowMs),
                spikes.perSecond(nowMs),
                Latencies.percentile(latencyMs, MEDIAN),
                Latencies.percentile(latencyMs, SLOWEST),
                Latencies.percentile(readMs, MEDIAN),
                Latencies.percentile(readMs, SLOWEST),
                undecodable,
                troubled(),
                models(),
                agreements.byShadow(),
                List.of(),
                Optional.empty(),
                latest(maxRows, stream -> stream.row(nowMs)));
    }

    private SortedMap<String, Integer> models() {
        SortedMap<String, Integer> models = new TreeMap<>();
        for (LiveStream stream : streams.values()) {
            if (!stream.model().isEmpty()) {
                models.merge(stream.model(), 1, Integer::sum);
            }
        }
        return models;
    }

    /** Streams whose sensor has troubles; empty if no sensor's health is known. */
    private OptionalLong troubled() {
        return streams.values().stream().anyMatch(LiveStream::isMeasured)
                ? OptionalLong.of(streams.values().stream().filter(LiveStream::isTroubled).count())
                : OptionalLong.empty();
    }

    private List<StreamRow> latest(int maxRows, Function<LiveStream, StreamRow> row) {
        int skip = Math.max(0, streams.size() - maxRows);
        List<StreamRow> rows = new ArrayList<>(streams.size() - skip);
        streams.entrySet().stream().skip(skip).map(Map.Entry::getValue).map(row).forEach(rows::add);
        Collections.reverse(rows);
        return rows;
    }
}
