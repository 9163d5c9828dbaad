package org.spikelink.tools.streams;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A summary of many streams, and the most recently active ones. */
public final class StreamsSummary implements Consumer<StoredStream> {
    private static final Comparator<StoredStream> LATEST_LAST =
            Comparator.comparingLong(StoredStream::lastActiveMs)
                    .thenComparing(Comparator.comparing(StoredStream::name).reversed());

    private final int most;
    private final PriorityQueue<StoredStream> latest = new PriorityQueue<>(LATEST_LAST);
    private final Map<Long, Long> byModel = new TreeMap<>();
    private long streams;
    private long ended;
    private long steps;
    private long oldestMs = Long.MAX_VALUE;
    private long newestMs = Long.MIN_VALUE;

    /** A summary that keeps the {@code most} most recently active streams. */
    public StreamsSummary(int most) {
        this.most = most;
    }

    @Override
    public void accept(StoredStream stream) {
        streams++;
        ended += stream.ended() ? 1 : 0;
        steps += stream.step();
        oldestMs = Math.min(oldestMs, stream.lastActiveMs());
        newestMs = Math.max(newestMs, stream.lastActiveMs());
        byModel.merge(stream.model(), 1L, Long::sum);
        latest.add(stream);
        if (latest.size() > most) {
            latest.remove();
        }
    }

    public long streams() {
        return streams;
    }

    /** Number of streams whose session has ended. */
    public long ended() {
        return ended;
    }

    /** Number of steps of all streams in their current sessions. */
    public long steps() {
        return steps;
    }

    /** When the longest inactive stream was last active, ms; meaningless without streams. */
    public long oldestMs() {
        return oldestMs;
    }

    /** When any stream was last active, ms; meaningless without streams. */
    public long newestMs() {
        return newestMs;
    }

    /** Number of streams by their model's fingerprint. */
    public Map<Long, Long> byModel() {
        return byModel;
    }

    /** The most recently active streams, the latest first. */
    public Stream<StoredStream> latest() {
        return latest.stream().sorted(LATEST_LAST.reversed());
    }
}
