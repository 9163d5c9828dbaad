package org.spikelink.tools.demo;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.spikelink.connectors.kafka.client.OutputReader;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;

/** Outputs read from Kafka by stream, and their latencies. */
final class DemoOutputs implements OutputReader.Sink {
    private static final long HIGHEST_MS = 3_600_000;
    private static final int DIGITS = 3;

    private final Map<String, StreamDigest> streams = new HashMap<>();
    private final Histogram latencyMs = new Histogram(HIGHEST_MS, DIGITS);
    private long steps;
    private long classes;
    private long undecodable;
    private boolean ready;

    @Override
    public void output(Outgoing output, long writtenMs) {
        if (output.stream().equals(ReadinessProbe.STREAM)) {
            ready = true;
            return;
        }
        streams.computeIfAbsent(output.stream(), stream -> new StreamDigest()).add(output);
        if (output instanceof SpikeBatch spikes) {
            steps += spikes.steps().size();
            addLatency(writtenMs - spikes.inputMs());
        } else if (output instanceof Classification found) {
            classes++;
            addLatency(writtenMs - found.inputMs());
        }
    }

    private void addLatency(long ms) {
        latencyMs.recordValue(Math.max(0, Math.min(ms, HIGHEST_MS)));
    }

    @Override
    public void undecodable() {
        undecodable++;
    }

    /** Number of outputs so far. */
    long size() {
        return steps + classes + undecodable;
    }

    long steps() {
        return steps;
    }

    long classes() {
        return classes;
    }

    Histogram latencyMs() {
        return latencyMs;
    }

    /** The stream's outputs, possibly none. */
    StreamDigest stream(String name) {
        return streams.getOrDefault(name, new StreamDigest());
    }

    /** Whether the job has answered the readiness probe, whose outputs are not counted. */
    boolean isReady() {
        return ready;
    }
}
