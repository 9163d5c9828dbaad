package org.spikelink.tests.benchmarks.job;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.job.LocalJob;
import org.spikelink.tests.benchmarks.Rounds;

/**
 * A job started on a backlog and stopped when it has written all that comes of it. The figure of a round is batches a
 * second, from a fifth of the backlog on: starting and compiling are left out.
 */
final class BacklogRun implements Rounds.Side {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Pipeline pipeline;
    private final Topics topics;
    private final Consumer<StreamExecutionEnvironment> wiring;
    private final long outputs;
    private JobThreads.Times times = JobThreads.Times.NONE;
    private long measuredBatches;

    /**
     * A job and its backlog.
     *
     * @param outputs records that come to the spikes topic of it, one a batch
     */
    BacklogRun(
            Pipeline pipeline,
            Topics topics,
            Consumer<StreamExecutionEnvironment> wiring,
            long outputs) {
        this.pipeline = pipeline;
        this.topics = topics;
        this.wiring = wiring;
        this.outputs = outputs;
    }

    @Override
    public double measure() throws Exception {
        long before = pipeline.records(topics.spikes());
        try (LocalJob job = LocalJob.start(pipeline.options(topics), wiring)) {
            long first = await(job, before + outputs / 5) - before;
            long startNs = System.nanoTime();
            JobThreads.Times start = JobThreads.times();
            measuredBatches = await(job, before + outputs) - before - first;
            double seconds = (System.nanoTime() - startNs) / 1e9;
            times = JobThreads.times().since(start);
            return measuredBatches / seconds;
        }
    }

    /** Waits until the spikes topic holds this many records; returns the number that it holds. */
    private long await(LocalJob job, long records) throws Exception {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        long there = pipeline.records(topics.spikes());
        while (there < records) {
            if (job.await(POLL) || System.nanoTime() > deadlineNs) {
                throw new SpikelinkException(
                        "the job wrote %d of %d records only".formatted(there, records));
            }
            there = pipeline.records(topics.spikes());
        }
        return there;
    }

    /** CPU time of the last round, and its batches. */
    JobThreads.Times times() {
        return times;
    }

    long measuredBatches() {
        return measuredBatches;
    }
}
