package org.spikelink.jobs.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;

/**
 * Every stream that outputs were seen of, the most recently active {@value #MAX_STREAMS} of them. Belongs to one thread;
 * times are given, in ms since the epoch, and must not go back.
 */
public final class LiveStreams {
    static final int MAX_STREAMS = 100_000;

    private static final double MEDIAN = 0.5;
    private static final double SLOWEST = 0.99;

    /** Kept in the order of last activity, the latest last. */
    private final LinkedHashMap<String, LiveStream> streams = new LinkedHashMap<>();

    private final RateMeter classes = new RateMeter();
    private final RateMeter spikes = new RateMeter();
    private final Latencies latencies = new Latencies();
    private long undecodable;

    /**
     * Takes an output.
     *
     * @param writtenMs its Kafka timestamp
     * @param nowMs when it was read
     */
    public void add(Outgoing output, long writtenMs, long nowMs) {
        if (output instanceof Classification found) {
            LiveStream stream = active(found.stream(), writtenMs - found.inputMs(), nowMs);
            stream.classified(found);
            classes.add(nowMs, 1);
        } else if (output instanceof SpikeBatch batch) {
            LiveStream stream = active(batch.stream(), writtenMs - batch.inputMs(), nowMs);
            stream.spiked(nowMs, count(batch));
            spikes.add(nowMs, count(batch));
        }
    }

    /** Counts a record that was no output. */
    public void addUndecodable() {
        undecodable++;
    }

    private LiveStream active(String name, long latencyMs, long nowMs) {
        LiveStream known = streams.remove(name);
        LiveStream stream = known == null ? new LiveStream(name) : known;
        streams.put(name, stream);
        if (streams.size() > MAX_STREAMS) {
            streams.remove(streams.keySet().iterator().next());
        }
        stream.took(latencyMs);
        latencies.add(nowMs, latencyMs);
        return stream;
    }

    private static long count(SpikeBatch batch) {
        long count = 0;
        for (SpikeBatch.Step step : batch.steps()) {
            for (int[] layer : step.neurons()) {
                count += layer.length;
            }
        }
        return count;
    }

    /**
     * The streams now.
     *
     * @param maxRows streams shown, at least 0
     */
    public Snapshot snapshot(long nowMs, int maxRows) {
        long[] sorted = latencies.sorted(nowMs);
        return new Snapshot(
                streams.size(),
                classes.perSecond(nowMs),
                spikes.perSecond(nowMs),
                Latencies.percentile(sorted, MEDIAN),
                Latencies.percentile(sorted, SLOWEST),
                undecodable,
                Optional.empty(),
                latest(maxRows, stream -> stream.row(nowMs)));
    }

    private List<StreamRow> latest(int maxRows, Function<LiveStream, StreamRow> row) {
        int skip = Math.max(0, streams.size() - maxRows);
        List<StreamRow> rows = new ArrayList<>(streams.size() - skip);
        streams.entrySet().stream().skip(skip).map(Map.Entry::getValue).map(row).forEach(rows::add);
        Collections.reverse(rows);
        return rows;
    }
}
