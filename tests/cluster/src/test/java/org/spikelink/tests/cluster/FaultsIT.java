package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.cluster.Wait;

/**
 * Two jobs on a real cluster that suffers one fault after the other while sensors send. The job that writes exactly
 * once must commit what the same batches give offline, bit for bit, all of it, once, and in order; the other may
 * repeat outputs, and nothing else. See {@link FaultPlan} for which faults strike. At the end, without faults, the
 * metrics must count, and no secret may be shown.
 */
class FaultsIT {
    private static final int STREAMS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** How long sensors send after the last round. */
    private static final Duration CALM = Duration.ofSeconds(2);

    /** Outputs that must be in open transactions when a TaskManager is killed: the kill must undo something. */
    private static final int AT_STAKE = 10;

    private static final int MORE_KILLS = 10;

    @TempDir private Path folder;

    @Test
    void noFaultCostsAnOutputOrRepeatsOrChangesOne() throws Exception {
        SensorStreams streams = SensorStreams.load(STREAMS, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        FaultPlan plan = FaultPlan.ofTheBuild();
        FaultyJob once = new FaultyJob("exactly-once", "--delivery=exactly-once");
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
                                    ofOnce,
                                    batches(faulty, streams, faults, round, expected),
                                    faults,
                                    plan.random(round));
                            await(expected, ofOnce, faulty, when);
                            await(expected, ofRepeating, faulty, when);
                            faulty.awaitHealthy();
                            check(once, ofOnce, expected, faulty, when);
                            checkRepeats(ofRepeating, expected, faulty, when);
                            print(startNs, expected.rows() + " rows the same after " + when);
                        }
                        if (plan.restartsJobs()) {
                            killUntilUndone(faulty, streams, once, ofOnce, expected, plan);
                        }
                        checkMonitoring(faulty, streams, once, ofOnce, expected);
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

    /**
     * Sends a round's batches, and lets its faults strike meanwhile; none may lose a transaction, nor go unnoticed. Each
     * fault has its part of the batches, so that something is sent while it strikes, however busy the machine.
     */
    private static void strike(
            FaultyCluster faulty,
            FaultyJob once,
            OutputTopics outputs,
            List<SensorBatch> batches,
            List<Fault> faults,
            SplittableRandom random)
            throws Exception {
        long startNs = System.nanoTime();
        int part = 0;
        try (PacedSender sender =
                new PacedSender(
                        faulty.bootstrapServers(),
                        FaultyJob.SENSORS,
                        batches,
                        FaultPlan.A_FAULT.multipliedBy(faults.size()),
                        batches.size())) {
            for (Fault fault : faults) {
                part++;
                int permitted = batches.size() * part / faults.size();
                sender.permit(permitted);
                if (!fault.isPossible(faulty)) {
                    print(startNs, fault + " skipped: this machine does not permit it");
                    continue;
                }
                Thread.sleep(random.nextInt(2_000)); // anywhere between two checkpoints
                if (fault == Fault.KILL_TASK_MANAGER) {
                    awaitAtStake(outputs, sender, permitted);
                }
                print(startNs, fault + ", " + sender.sent() + " batches sent");
                long sinceMs = System.currentTimeMillis();
                fault.strike(faulty, random);
                fault.awaitRestart(faulty, sinceMs);
                faulty.awaitHealthy();
                assertThat(once.lostTransactions())
                        .as("transactions lost, after %s", fault)
                        .isZero();
                print(startNs, once.committedBefore() + " transactions had been committed before");
            }
            sender.await(LIMIT);
        }
    }

    /** Waits until outputs are in open transactions, or none are expected any more. */
    private static void awaitAtStake(OutputTopics outputs, PacedSender sender, int permitted)
            throws Exception {
        Wait.until(
                "outputs in a transaction",
                LIMIT,
                () -> outputs.open() >= AT_STAKE || sender.sent() == permitted);
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

    /**
     * Without this the rest proves nothing: faults made the job restart, and undid outputs. On a busy machine it may
     * happen that each fault struck just when a checkpoint was complete; then TaskManagers are killed until one does
     * not.
     */
    private static void killUntilUndone(
            FaultyCluster faulty,
            SensorStreams streams,
            FaultyJob job,
            OutputTopics found,
            Outputs expected,
            FaultPlan plan)
            throws Exception {
        assertThat(job.flink().restores()).as("restores from a checkpoint").isPositive();
        for (int kill = 0; found.aborted() == 0 && kill < MORE_KILLS; kill++) {
            List<SensorBatch> batches = streams.batches("kill-" + kill + "/");
            streams.step(batches, expected);
            List<Fault> fault = List.of(Fault.KILL_TASK_MANAGER);
            strike(faulty, job, found, batches, fault, plan.random(kill));
            String when = "kill " + kill;
            await(expected, found, faulty, when);
            check(job, found, expected, faulty, when);
        }
        int undone = found.aborted();
        assertThat(undone).as("outputs that faults undid").isPositive();
        System.out.println("exactly once: " + undone + " outputs undone");
    }

    private static void checkMonitoring(
            FaultyCluster faulty,
            SensorStreams streams,
            FaultyJob job,
            OutputTopics found,
            Outputs expected)
            throws Exception {
        List<SensorBatch> batches = streams.batches("calm/");
        streams.step(batches, expected);
        try (PacedSender sender =
                new PacedSender(faulty.bootstrapServers(), FaultyJob.SENSORS, batches, CALM)) {
            sender.await(LIMIT);
        }
        await(expected, found, faulty, "without faults");
        JobMetrics metrics = new JobMetrics(faulty, job.name());
        metrics.assertComplete();
        metrics.assertCountsOddBatches(
                streams.model().document().input(), faulty.bootstrapServers(), FaultyJob.SENSORS);
        ClusterSettings.assertSecretIsHidden(faulty.cluster());
    }

    private static void print(long startNs, String what) {
        System.out.printf("%3d s: %s%n", (System.nanoTime() - startNs) / 1_000_000_000, what);
    }
}
