package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.local.cluster.ClusterProcess;

/** What production does to a job. */
enum Fault {
    /** kill -9 of a TaskManager; another takes its place. */
    KILL_TASK_MANAGER {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            ClusterProcess victim = one(on, random);
            victim.kill();
            on.startTaskManager();
        }
    },
    /** kill -9 of the JobManager; another takes over what ZooKeeper knows. */
    KILL_JOB_MANAGER {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            on.cluster().jobManager().kill();
            on.cluster().startJobManager();
        }
    },
    /** kill -9 of the broker; it comes back on its data. */
    KILL_BROKER {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            on.broker().process().kill();
            Thread.sleep(random.nextInt(3_000));
            on.broker().start();
        }
    },
    /** A TaskManager hangs for longer than a heartbeat, and wakes up replaced. */
    HANG_TASK_MANAGER {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            hang(one(on, random));
        }
    },
    /** The JobManager hangs for longer than its session with ZooKeeper, and wakes up deposed. */
    HANG_JOB_MANAGER {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            hang(on.cluster().jobManager());
        }
    },
    /** The broker hangs. */
    HANG_BROKER {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            hang(on.broker().process());
        }
    },
    /** Whatever is sent to or by the broker takes long. */
    DELAY {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            on.proxy().delay(Duration.ofMillis(200 + random.nextInt(300)));
            try {
                Thread.sleep(DELAYED.toMillis());
            } finally {
                on.proxy().delay(Duration.ZERO);
            }
        }
    },
    /** A TaskManager is cut off from everybody for longer than a heartbeat, and comes back replaced. */
    CUT {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            on.island().pullCable();
            try {
                Thread.sleep(HANGS.toMillis());
            } finally {
                on.island().plugCable();
            }
        }

        @Override
        boolean isPossible(FaultyCluster on) {
            return on.island().isThere();
        }
    },
    /** No checkpoint can be written for a while. */
    FULL_STORAGE {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            List<Integer> before = on.failedCheckpoints();
            on.storage().fill();
            try {
                Thread.sleep(FULL.toMillis());
                on.awaitFailedCheckpoints(before);
            } finally {
                on.storage().free();
            }
        }

        @Override
        boolean isPossible(FaultyCluster on) {
            return on.storage().isLimited();
        }
    },
    /** As many sensors more, which send ten times as fast. */
    LOAD {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            try (PacedSender sender =
                    new PacedSender(on.bootstrapServers(), FaultyJob.SENSORS, on.burst(), BURST)) {
                sender.await(LIMIT);
            }
        }
    },
    /** Records that nobody can decode, all at once. */
    GARBAGE {
        @Override
        void strike(FaultyCluster on, SplittableRandom random) throws Exception {
            Map<String, Object> settings =
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            on.bootstrapServers(),
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                List<Future<RecordMetadata>> answers = new ArrayList<>();
                for (int n = 0; n < GARBAGE_RECORDS; n++) {
                    byte[] value = new byte[1 + random.nextInt(2_000)];
                    random.nextBytes(value);
                    value[0] = (byte) 0xff; // no field of a message begins so
                    byte[] key = ("garbage-" + n).getBytes(UTF_8);
                    answers.add(producer.send(new ProducerRecord<>(FaultyJob.SENSORS, key, value)));
                }
                for (Future<RecordMetadata> answer : answers) {
                    answer.get();
                }
            }
            on.sentGarbage(GARBAGE_RECORDS);
        }
    };

    private static final int GARBAGE_RECORDS = 2_000;

    /** Longer than the heartbeat timeout of {@link TestClusters}. */
    private static final Duration HANGS = Duration.ofMillis(5_500);

    /** With a checkpoint each second, fewer failures than the job bears. */
    private static final Duration FULL = Duration.ofSeconds(3);

    private static final Duration DELAYED = Duration.ofSeconds(4);

    /** In which as many batches are sent as in a round otherwise. */
    private static final Duration BURST = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Whether this machine permits it. */
    boolean isPossible(FaultyCluster on) {
        return true;
    }

    /** Whether a job must have restarted since. */
    boolean restartsJobs() {
        return switch (this) {
            case KILL_TASK_MANAGER, KILL_JOB_MANAGER, HANG_TASK_MANAGER, HANG_JOB_MANAGER, CUT ->
                    true;
            case KILL_BROKER, HANG_BROKER, DELAY, FULL_STORAGE, LOAD, GARBAGE -> false;
        };
    }

    /** Waits until a job has restarted since {@code sinceMs}, where it must. */
    void awaitRestart(FaultyCluster on, long sinceMs) throws Exception {
        if (this == KILL_JOB_MANAGER || this == HANG_JOB_MANAGER) {
            on.awaitTakeover(sinceMs);
        } else if (restartsJobs()) {
            on.awaitRestart(sinceMs);
        }
    }

    abstract void strike(FaultyCluster on, SplittableRandom random) throws Exception;

    private static ClusterProcess one(FaultyCluster on, SplittableRandom random) {
        var living = on.cluster().taskManagers();
        return living.get(random.nextInt(living.size()));
    }

    private static void hang(ClusterProcess process) throws Exception {
        process.suspend();
        try {
            Thread.sleep(HANGS.toMillis());
        } finally {
            process.resume();
        }
    }
}
