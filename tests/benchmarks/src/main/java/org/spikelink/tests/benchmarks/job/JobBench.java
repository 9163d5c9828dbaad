package org.spikelink.tests.benchmarks.job;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.classify.ClassifyJob;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.ConvModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** The job against one that only passes through, on the same backlog. */
final class JobBench {
    private static final String NAME = "job";
    private static final int HIDDEN = 128;

    private final int rounds;
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
        this.parallelism = parallelism;
        this.quick = quick;
    }

    /**
     * What the job is measured on.
     *
     * @param prefix of its topics
     * @param streams sensors
     * @param events in every batch
     * @param batchesEach batches of every sensor
     * @param binsASecond bins that a sensor closes in a second, and so batches that it sends
     * @param least real-time streams a core that must be reached
     * @param aim better than that
     */
    private record Load(
            String name,
            String prefix,
            Model model,
            int streams,
            int events,
            int batchesEach,
            double binsASecond,
            double least,
            double aim) {}

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Pipeline pipeline = new Pipeline(parallelism)) {
            if (!quick) {
                rows.addAll(run(sensors("X 700", "small", BenchModel.small(HIDDEN)), pipeline));
            }
            rows.addAll(run(sensors("X 2312", "nmnist", BenchModel.nmnist(HIDDEN)), pipeline));
        }
        return rows;
    }

    private Load sensors(String name, String prefix, Model model) {
        return new Load(name, prefix, model, 2_000, 60, quick ? 50 : 200, 100, 1000, 2000);
    }

    /** Cameras of 128 x 128 pixels and the convolutional reference network. */
    List<Row> runConv() throws Exception {
        int eachSends = quick ? 50 : 200;
        Load load =
                new Load(
                        "conv",
                        "conv",
                        ConvModel.of(),
                        100,
                        ConvModel.ACTIVE,
                        eachSends,
                        1e6 / ConvModel.BIN_US,
                        300,
                        600);
        try (Pipeline pipeline = new Pipeline(parallelism)) {
            return run(load, pipeline);
        }
    }

    private List<Row> run(Load load, Pipeline pipeline) throws Exception {
        Model model = load.model();
        Topics topics = pipeline.createTopics(load.prefix());
        SyntheticSensors sensors = new SyntheticSensors(model, load.events());
        new SensorProducer(pipeline.bootstrapServers(), sensors, load.streams())
                .send(topics.sensors(), load.batchesEach());
        byte[] modelFile = ModelFile.bytes(model);
        ClassifyOptions options = pipeline.options(topics);
        long outputs = (long) load.streams() * (load.batchesEach() - 1);
        BacklogRun job =
                new BacklogRun(
                        pipeline,
                        topics,
                        env -> ClassifyJob.wire(env, modelFile, options),
                        outputs);
        PassThrough step =
                new PassThrough(modelFile, load.events(), load.batchesEach(), options.bundle());
        BacklogRun passThrough =
                new BacklogRun(
                        pipeline, topics, env -> ClassifyJob.wire(env, step, options), outputs);
        List<BacklogRun> sides = List.of(job, passThrough);
        Rounds.of(1, sides); // until compiled
        Rounds measured = Rounds.of(rounds, sides);
        String title = load.name() + ", parallelism " + parallelism;
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(NAME, title, "pass-through", measured.median(1), "batches/s"));
        rows.add(
                ratio(
                        load,
                        Row.of(NAME, title, "job", measured.median(0), "batches/s")
                                .against("pass-through", measured.ratio(0, 1))));
        rows.add(
                Row.of(
                        NAME,
                        title,
                        "real-time streams, broker beside it",
                        measured.median(f -> f[0] / load.binsASecond()),
                        "streams"));
        rows.addAll(cpu(load, title, "job", job));
        rows.addAll(cpu(load, title, "pass-through", passThrough));
        return rows;
    }

    /** A convolution's step is most of the work. */
    private static Row ratio(Load load, Row row) {
        return load.events() == ConvModel.ACTIVE ? row : row.atLeast(0.7, 0.9);
    }

    private static List<Row> cpu(Load load, String title, String side, BacklogRun run) {
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
        double streams = 1e9 * run.measuredBatches() / run.times().jobNs() / load.binsASecond();
        Row aCore = Row.of(NAME, title, side + ", real-time streams a core", streams, "streams");
        rows.add(side.equals("job") ? aCore.atLeast(load.least(), load.aim()) : aCore);
        return rows;
    }
}
