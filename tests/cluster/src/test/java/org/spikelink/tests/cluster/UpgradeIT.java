package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.cluster.FlinkCluster;

/**
 * Two jobs on a real cluster, one with its streams on the heap and one in RocksDB, end in the middle of their work
 * and start again from what they left, with parallelism 1, 2, 1 and 2: from a retained checkpoint, from a savepoint,
 * and from a savepoint on a cluster of the next Flink. What they have committed at the end is, bit for bit, what the
 * same batches give offline.
 */
class UpgradeIT {
    private static final int STREAMS = 40;
    private static final int PARTITIONS = 4;
    private static final int LIVES = 4;
    private static final List<String> BACKENDS = List.of("heap", "rocksdb");

    /** Of a life's batches: long enough for jobs to end while sensors send, what is left then follows at once. */
    private static final Duration SENDING = Duration.ofSeconds(12);

    /** Of a life's batches none of the last quarter is sent before the jobs have ended, however busy the machine. */
    private static final int HELD_BACK = 4;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir private Path folder;

    @Test
    @Timeout(1_200)
    void noStopRescaleCancelOrMoveToTheNextFlinkCostsAnOutputOrRepeatsOrChangesOne()
            throws Exception {
        SensorStreams streams = SensorStreams.load(STREAMS, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            String brokers = broker.bootstrapServers();
            createTopics(broker);
            try (LongLivedJob heap = new LongLivedJob("heap", brokers, model, folder);
                    LongLivedJob rocksDb = new LongLivedJob("rocksdb", brokers, model, folder)) {
                Lives lives = new Lives(List.of(heap, rocksDb), brokers, parts(streams.batches()));
                onThisFlink(lives);
                onTheNextFlink(lives, streams.expected());
            }
        }
    }

    private static void createTopics(LocalBroker broker) throws Exception {
        broker.kafka().createTopics(PARTITIONS, Topics.defaults().sensors());
        for (String backend : BACKENDS) {
            Topics topics = LongLivedJob.topics(backend);
            broker.kafka()
                    .createTopics(PARTITIONS, topics.spikes(), topics.classes(), topics.rejected());
        }
    }

    /** The batches in the order of sending, an equal part for each life. */
    private static Iterator<List<SensorBatch>> parts(List<SensorBatch> batches) {
        int size = batches.size();
        return IntStream.range(0, LIVES)
                .mapToObj(n -> batches.subList(n * size / LIVES, (n + 1) * size / LIVES))
                .iterator();
    }

    private void onThisFlink(Lives lives) throws Exception {
        try (FlinkCluster cluster = start("UpgradeIT", BuildProperty.FLINK_LIB, 2, 2)) {
            TestClusters.run(
                    cluster,
                    () -> {
                        lives.live(cluster, 1, LongLivedJob::cancel);
                        lives.live(cluster, 2, LongLivedJob::stop);
                        lives.live(cluster, 1, LongLivedJob::stop);
                    });
        }
    }

    private void onTheNextFlink(Lives lives, Outputs expected) throws Exception {
        try (FlinkCluster cluster = start("UpgradeIT-next", BuildProperty.NEXT_FLINK_LIB, 1, 4)) {
            TestClusters.run(cluster, () -> lives.last(cluster, 2, expected));
        }
    }

    private FlinkCluster start(String name, BuildProperty flinkLib, int taskManagers, int slots)
            throws Exception {
        FlinkCluster cluster =
                TestClusters.start(
                        TestClusters.installation(flinkLib),
                        TestClusters.folder(name, folder.resolve(name)),
                        taskManagers,
                        Map.of(
                                "taskmanager.numberOfTaskSlots",
                                Integer.toString(slots),
                                // Nobody dies here, however busy the machine.
                                "heartbeat.timeout",
                                "60 s",
                                "pekko.ask.timeout",
                                "60 s"));
        String version = cluster.rest().get("overview").get("flink-version").asText();
        assertThat(flinkLib.path().resolve("flink-runtime-" + version + ".jar")).exists();
        return cluster;
    }

    /**
     * What happens to the jobs.
     *
     * @param jobs that live at the same time, each under its own name
     * @param brokers of all
     * @param parts what sensors send in each life
     */
    private record Lives(
            List<LongLivedJob> jobs, String brokers, Iterator<List<SensorBatch>> parts) {
        /** One life of all jobs: they start, sensors send, and in the middle of that they end. */
        void live(FlinkCluster cluster, int parallelism, Step end) throws Exception {
            start(cluster, parallelism);
            List<SensorBatch> batches = parts.next();
            try (PacedSender sender = send(batches, batches.size() / HELD_BACK)) {
                for (LongLivedJob job : jobs) {
                    job.awaitOutputs();
                }
                all(end);
                int sent = sender.sent();
                System.out.printf(
                        "parallelism %d: %d of %d batches sent%n",
                        parallelism, sent, batches.size());
                assertThat(sent)
                        .as("batches sent when the jobs had ended")
                        .isPositive()
                        .isLessThan(batches.size());
                sender.hurry();
                sender.await(LIMIT);
            }
        }

        /** The last life: of all batches of all lives, what is expected. */
        void last(FlinkCluster cluster, int parallelism, Outputs expected) throws Exception {
            start(cluster, parallelism);
            try (PacedSender sender = send(parts.next(), 0)) {
                sender.hurry();
                sender.await(LIMIT);
                for (LongLivedJob job : jobs) {
                    job.awaitExactly(expected);
                }
            }
        }

        private void start(FlinkCluster cluster, int parallelism) throws Exception {
            all(
                    job -> {
                        job.start(cluster, parallelism);
                        job.awaitRunning();
                    });
        }

        /** Does {@code step} with all jobs at the same time. */
        private void all(Step step) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
            try {
                List<Future<?>> running = new ArrayList<>();
                for (LongLivedJob job : jobs) {
                    running.add(
                            threads.submit(
                                    () -> {
                                        step.of(job);
                                        return null;
                                    }));
                }
                for (Future<?> done : running) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private PacedSender send(List<SensorBatch> batches, int heldBack) {
            String sensors = Topics.defaults().sensors();
            return new PacedSender(brokers, sensors, batches, SENDING, heldBack);
        }
    }

    /** What a test does with a job. */
    private interface Step {
        void of(LongLivedJob job) throws Exception;
    }
}
