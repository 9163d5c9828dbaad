package org.spikelink.tests.benchmarks.job;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.jobs.classify.ClassifyJob;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** The job against one that only passes through, on the same backlog. */
final class JobBench {
    private static final String NAME = "job";
    private static final int STREAMS = 2_000;
    private static final int HIDDEN = 128;
    private static final int EVENTS = 60;
    private static final int BATCHES_EACH = 200;
    private static final int QUICK_BATCHES_EACH = 50;

    /** Bins that a sensor closes in a second. */
    private static final double BINS_A_SECOND = 100;

    private final int rounds;
    private final int batchesEach;
    private final int parallelism;
    private final boolean quick;

    /**
     * A bench.
     *
     * @param parallelism of both jobs
     * @param quick whether one model and a short backlog must do
     */
    JobBench(int rounds, int parallelism, boolean quick) {
        this.rounds = rounds;
        this.batchesEach = quick ? QUICK_BATCHES_EACH : BATCHES_EACH;
        this.parallelism = parallelism;
        this.quick = quick;
    }

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Pipeline pipeline = new Pipeline(parallelism)) {
            if (!quick) {
                rows.addAll(run("X 700", BenchModel.small(HIDDEN), pipeline, "small"));
            }
            rows.addAll(run("X 2312", BenchModel.nmnist(HIDDEN), pipeline, "nmnist"));
        }
        return rows;
    }

    private List<Row> run(String name, Model model, Pipeline pipeline, String prefix)
            throws Exception {
        Topics topics = pipeline.createTopics(prefix);
        SyntheticSensors sensors = new SyntheticSensors(model, EVENTS);
        new SensorProducer(pipeline.bootstrapServers(), sensors, STREAMS)
                .send(topics.sensors(), batchesEach);
        byte[] modelFile = ModelFile.bytes(model);
        ClassifyOptions options = pipeline.options(topics);
        long outputs = (long) STREAMS * (batchesEach - 1);
        BacklogRun job =
                new BacklogRun(
                        pipeline,
                        topics,
                        env -> ClassifyJob.wire(env, modelFile, options),
                        outputs);
        PassThrough step = new PassThrough(modelFile, EVENTS, batchesEach, options.bundle());
        BacklogRun passThrough =
                new BacklogRun(
                        pipeline, topics, env -> ClassifyJob.wire(env, step, options), outputs);
        List<BacklogRun> sides = List.of(job, passThrough);
        Rounds.of(1, sides); // until compiled
        Rounds measured = Rounds.of(rounds, sides);
        String title = name + ", parallelism " + parallelism;
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(NAME, title, "pass-through", measured.median(1), "batches/s"));
        rows.add(
                Row.of(NAME, title, "job", measured.median(0), "batches/s")
                        .against("pass-through", measured.ratio(0, 1))
                        .atLeast(0.7, 0.9));
        rows.add(
                Row.of(
                        NAME,
                        title,
                        "real-time streams, broker beside it",
                        measured.median(f -> f[0] / BINS_A_SECOND),
                        "streams"));
        rows.addAll(cpu(title, "job", job));
        rows.addAll(cpu(title, "pass-through", passThrough));
        return rows;
    }

    private static List<Row> cpu(String title, String side, BacklogRun run) {
        List<Row> rows = new ArrayList<>();
        for (JobThreads.Part part : JobThreads.Part.values()) {
            rows.add(
                    Row.of(
                            NAME,
                            title,
                            side + ", CPU of " + part.title(),
                            run.times().ns(part) / run.measuredBatches(),
                            "ns/batch"));
        }
        double streams = 1e9 * run.measuredBatches() / run.times().jobNs() / BINS_A_SECOND;
        Row aCore = Row.of(NAME, title, side + ", real-time streams a core", streams, "streams");
        rows.add(side.equals("job") ? aCore.atLeast(1000, 2000) : aCore);
        return rows;
    }
}
