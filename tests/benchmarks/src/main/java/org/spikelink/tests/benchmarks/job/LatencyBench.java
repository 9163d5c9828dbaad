package org.spikelink.tests.benchmarks.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.spikelink.classify.ClassifyJob;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.connectors.kafka.client.OutputReader;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.local.job.LocalJob;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/**
 * How long a record that closes a bin takes until its spikes can be read: from the broker's time on the record to the
 * broker's time on the output, read from the log when all is over. Percentiles are medians of five rounds. Sensors
 * send at half of the rate that the job was just seen to keep up with.
 */
final class LatencyBench {
    private static final String NAME = "latency";
    private static final int STREAMS = 2_000;
    private static final int HIDDEN = 128;
    private static final int EVENTS = 60;
    private static final double LOAD = 0.5;
    private static final int ROUNDS = 5;
    private static final Duration START = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LONGEST_MS = 3_600_000;

    private final int backlogEach;
    private final Duration duration;
    private final int parallelism;
    private final Model model = BenchModel.nmnist(HIDDEN);
    private final SyntheticSensors sensors = new SyntheticSensors(model, EVENTS);

    /**
     * A bench.
     *
     * @param backlogEach batches of every sensor that the job's rate is found with
     * @param duration of the measurement
     */
    LatencyBench(int backlogEach, Duration duration, int parallelism) {
        this.backlogEach = backlogEach;
        this.duration = duration;
        this.parallelism = parallelism;
    }

    List<Row> run() throws Exception {
        try (Pipeline pipeline = new Pipeline(parallelism)) {
            double fullRate = fullRate(pipeline);
            double rate = LOAD * fullRate;
            Topics topics = pipeline.createTopics("latency");
            long lingerMs = pipeline.options(topics).bundle().linger().toMillis();
            long startMs = send(pipeline, topics, rate);
            Histogram[] latencies = latencies(pipeline, topics, startMs);
            String title =
                    String.format(Locale.ROOT, "%,d streams at %.0f %%", STREAMS, 100 * LOAD);
            List<Row> rows = new ArrayList<>();
            rows.add(Row.of(NAME, title, "the job's rate", fullRate, "batches/s"));
            rows.add(Row.of(NAME, title, "sent", rate, "batches/s"));
            rows.add(Row.of(NAME, title, "p50", percentile(latencies, 50), "ms"));
            rows.add(
                    Row.of(NAME, title, "p99", percentile(latencies, 99), "ms")
                            .atMost(lingerMs + 15, lingerMs + 10));
            rows.add(Row.of(NAME, title, "p99.9", percentile(latencies, 99.9), "ms"));
            rows.add(Row.of(NAME, title, "longest", percentile(latencies, 100), "ms"));
            return rows;
        }
    }

    private static Rounds.Median percentile(Histogram[] rounds, double percent) {
        return Rounds.Median.of(
                Arrays.stream(rounds).mapToDouble(h -> h.getValueAtPercentile(percent)).toArray());
    }

    /** Batches a second that the job keeps up with: the median of three runs on a backlog. */
    private double fullRate(Pipeline pipeline) throws Exception {
        Topics topics = pipeline.createTopics("backlog");
        producer(pipeline).send(topics.sensors(), backlogEach);
        BacklogRun backlog =
                new BacklogRun(
                        pipeline,
                        topics,
                        env ->
                                ClassifyJob.wire(
                                        env, ModelFile.bytes(model), pipeline.options(topics)),
                        (long) STREAMS * (backlogEach - 1));
        Rounds.of(2, List.of(backlog)); // until compiled
        return Rounds.of(3, List.of(backlog)).median(0).value();
    }

    private SensorProducer producer(Pipeline pipeline) {
        return new SensorProducer(pipeline.bootstrapServers(), sensors, STREAMS);
    }

    /** Runs job and sensors; returns when the time of the measurement begins, epoch ms. */
    private long send(Pipeline pipeline, Topics topics, double rate) throws Exception {
        ClassifyOptions options = pipeline.options(topics);
        int each = (int) Math.ceil(rate * duration.plus(START).plus(END).toSeconds() / STREAMS);
        long outputs = (long) STREAMS * (each - 1);
        try (LocalJob job = LocalJob.start(ModelFile.bytes(model), options)) {
            while (!job.isRunning()) {
                Thread.sleep(POLL.toMillis());
            }
            long startMs = System.currentTimeMillis() + START.toMillis();
            producer(pipeline).send(topics.sensors(), each, rate);
            long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
            while (pipeline.records(topics.spikes()) < outputs) {
                if (job.await(POLL) || System.nanoTime() > deadlineNs) {
                    throw new SpikelinkException("the job did not keep up");
                }
            }
            return startMs;
        }
    }

    /** Of the outputs whose input came at {@code startMs} or later, by rounds. */
    private Histogram[] latencies(Pipeline pipeline, Topics topics, long startMs) throws Exception {
        Histogram[] latencies =
                Stream.generate(() -> new Histogram(LONGEST_MS, 3))
                        .limit(ROUNDS)
                        .toArray(Histogram[]::new);
        long roundMs = duration.toMillis() / ROUNDS;
        long records = pipeline.records(topics.spikes());
        try (OutputReader reader =
                new OutputReader(
                        pipeline.kafka(),
                        topics.spikes(),
                        topics.classes(),
                        new StartFrom.Earliest())) {
            long[] read = {0};
            while (read[0] < records) {
                reader.read(
                        POLL,
                        new OutputReader.Sink() {
                            @Override
                            public void output(Outgoing output, long writtenMs) {
                                if (output instanceof SpikeBatch spikes) {
                                    read[0]++;
                                    long round = Math.floorDiv(spikes.inputMs() - startMs, roundMs);
                                    if (round >= 0 && round < ROUNDS) {
                                        latencies[(int) round].recordValue(
                                                Math.max(0, writtenMs - spikes.inputMs()));
                                    }
                                }
                            }

                            @Override
                            public void undecodable() {
                                throw new IllegalStateException("the job wrote a broken record");
                            }
                        });
            }
        }
        return latencies;
    }
}
