package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.cluster.Wait;

/**
 * Two jobs on a real cluster that suffers one fault after the other while sensors send. What the job that writes exactly
 * once has committed at the end must be, bit for bit, what the same batches give offline, all of it, once, and in order;
 * the other may repeat, and nothing else. See {@link FaultPlan} for which faults strike.
 */
class FaultsIT {
    private static final int STREAMS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @Test
    void noFaultCostsAnOutputOrRepeatsOrChangesOne() throws Exception {
        SensorStreams streams = SensorStreams.load(STREAMS, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        FaultPlan plan = FaultPlan.ofTheBuild();
        FaultyJob once = new FaultyJob("exactly-once");
        FaultyJob repeating = new FaultyJob("at-least-once");
        try (FaultyCluster faulty = FaultyCluster.start("FaultsIT", folder, once, repeating);
                OutputTopics ofOnce = new OutputTopics(faulty.bootstrapServers(), once.topics());
                OutputTopics ofRepeating =
                        new OutputTopics(faulty.bootstrapServers(), repeating.topics())) {
            TestClusters.run(
                    faulty.cluster(),
                    () -> {
                        faulty.submitAll(model);
                        Outputs expected = new Outputs();
                        System.out.println(plan);
                        for (int round : plan.rounds()) {
                            String when = plan + ", round " + round;
                            long startNs = System.nanoTime();
                            List<Fault> faults = plan.faults(round);
                            strike(
                                    faulty,
                                    once,
                                    batches(faulty, streams, faults, round, expected),
                                    plan,
                                    round);
                            await(expected, ofOnce, faulty, when);
                            await(expected, ofRepeating, faulty, when);
                            faulty.awaitHealthy();
                            check(once, ofOnce, expected, faulty, when);
                            checkRepeats(ofRepeating, expected, faulty, when);
                            tell(startNs, expected.rows() + " rows the same after " + when);
                        }
                    });
        }
    }

    /** The batches of a round; what must become of them, and of a burst of load where one strikes, is expected. */
    private static List<SensorBatch> batches(
            FaultyCluster faulty,
            SensorStreams streams,
            List<Fault> faults,
            int round,
            Outputs expected) {
        if (faults.contains(Fault.LOAD)) {
            faulty.burst(streams.batches("burst-" + round + "/"));
            streams.step(faulty.burst(), expected);
        }
        List<SensorBatch> batches = streams.batches("round-" + round + "/");
        streams.step(batches, expected);
        return batches;
    }

    /** Sends a round's batches, and lets its faults strike meanwhile; none may lose a transaction, nor go unnoticed. */
    private static void strike(
            FaultyCluster faulty,
            FaultyJob once,
            List<SensorBatch> batches,
            FaultPlan plan,
            int round)
            throws Exception {
        SplittableRandom random = plan.random(round);
        long startNs = System.nanoTime();
        try (PacedSender sender =
                new PacedSender(
                        faulty.bootstrapServers(), FaultyJob.SENSORS, batches, plan.sending())) {
            for (Fault fault : plan.faults(round)) {
                if (!fault.isPossible(faulty)) {
                    tell(startNs, fault + " skipped: this machine does not permit it");
                    continue;
                }
                Thread.sleep(random.nextInt(2_000)); // anywhere between two checkpoints
                tell(startNs, fault + ", " + sender.sent() + " batches sent");
                long sinceMs = System.currentTimeMillis();
                fault.strike(faulty, random);
                if (fault.restartsJobs()) {
                    faulty.awaitRestart(sinceMs);
                }
                faulty.awaitHealthy();
                assertThat(once.lostTransactions())
                        .as("transactions lost, %s, after %s", plan, fault)
                        .isZero();
            }
            sender.await(LIMIT);
        }
    }

    private static void await(
            Outputs expected, OutputTopics found, FaultyCluster faulty, String when)
            throws Exception {
        Wait.until(
                () -> missing(expected.missingIn(found.outputs()), found, faulty, when),
                LIMIT,
                () ->
                        expected.missingIn(found.readOn()).isEmpty()
                                && found.rejectedOrigins() >= faulty.garbage());
    }

    private static String missing(
            List<Record> rows, OutputTopics found, FaultyCluster faulty, String when) {
        return "outputs, %s: %d rows are missing, the first %s; %d of %d rejected records are there"
                .formatted(
                        when,
                        rows.size(),
                        rows.stream().limit(3).toList(),
                        found.rejectedOrigins(),
                        faulty.garbage());
    }

    private static void check(
            FaultyJob job, OutputTopics found, Outputs expected, FaultyCluster faulty, String when)
            throws Exception {
        assertThat(found.readToEnd().differences(expected))
                .as("streams that are not the offline run's, %s", when)
                .isEmpty();
        assertThat(found.rejected()).as("rejected records, %s", when).isEqualTo(faulty.garbage());
        assertThat(job.lostTransactions()).as("transactions lost, %s", when).isZero();
    }

    private static void checkRepeats(
            OutputTopics found, Outputs expected, FaultyCluster faulty, String when)
            throws Exception {
        Outputs outputs = found.readToEnd();
        assertThat(outputs.withoutRepeats().differences(expected))
                .as("streams that are not the offline run's but for repeats, %s", when)
                .isEmpty();
        assertThat(found.rejectedOrigins())
                .as("different rejected records, %s", when)
                .isEqualTo(faulty.garbage());
        System.out.printf(
                "at least once: %d rows and %d rejected records repeated%n",
                outputs.rows() - expected.rows(), found.rejected() - faulty.garbage());
    }

    private static void tell(long startNs, String what) {
        System.out.printf("%3d s: %s%n", (System.nanoTime() - startNs) / 1_000_000_000, what);
    }
}
