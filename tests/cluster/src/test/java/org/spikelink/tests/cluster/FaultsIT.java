package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.cluster.Wait;

/**
 * The job on a real cluster that suffers one fault after the other while sensors send: what it has committed at the end
 * must be, bit for bit, what the same batches give offline, all of it, once, and in order. Every fault strikes once a
 * round, in an order that the seed and the round decide: {@code -Dfaults.seed=S -Dfaults.from=R} goes on with round R.
 */
class FaultsIT {
    private static final int STREAMS = 40;
    private static final Duration A_FAULT = Duration.ofSeconds(10);
    static final Duration SENDING = A_FAULT.multipliedBy(Fault.values().length);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final long SEED = Long.getLong("faults.seed", 1);
    private static final int FIRST_ROUND = Integer.getInteger("faults.from", 0);
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);

    @TempDir private Path folder;

    @Test
    void noFaultCostsAnOutputOrRepeatsOrChangesOne() throws Exception {
        NmnistStreams streams = NmnistStreams.load(STREAMS);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        try (FaultyCluster faulty = FaultyCluster.start("FaultsIT", folder);
                OutputTopics found =
                        new OutputTopics(faulty.broker().bootstrapServers(), faulty.topics())) {
            TestClusters.run(
                    faulty.cluster(),
                    () -> {
                        faulty.submit(model);
                        Outputs expected = new Outputs();
                        for (int n = 0; n < ROUNDS; n++) {
                            round(faulty, streams, FIRST_ROUND + n, expected, found);
                        }
                    });
        }
    }

    private static void round(
            FaultyCluster faulty,
            NmnistStreams streams,
            int round,
            Outputs expected,
            OutputTopics found)
            throws Exception {
        List<Fault> faults = new ArrayList<>(Arrays.asList(Fault.values()));
        Collections.shuffle(faults, new Random(SEED + round));
        SplittableRandom random = new SplittableRandom(SEED + round);
        List<SensorBatch> batches = streams.batches("round-" + round + "/");
        streams.step(batches, expected);
        faulty.burst(streams.batches("burst-" + round + "/"));
        streams.step(faulty.burst(), expected);
        long startNs = System.nanoTime();
        try (PacedSender sender =
                new PacedSender(
                        faulty.broker().bootstrapServers(),
                        faulty.sensorsTopic(),
                        batches,
                        SENDING)) {
            for (Fault fault : faults) {
                if (!fault.isPossible(faulty)) {
                    tell(round, startNs, fault + " skipped: this machine does not permit it");
                    continue;
                }
                Thread.sleep(random.nextInt(2_000)); // anywhere between two checkpoints
                tell(round, startNs, fault + ", " + sender.sent() + " batches sent");
                fault.strike(faulty, random);
                faulty.awaitHealthy();
            }
            sender.await(LIMIT);
        }
        Wait.until(
                () -> "outputs: " + expected.missingIn(found.outputs()).size() + " are missing",
                LIMIT,
                () ->
                        expected.missingIn(found.readOn()).isEmpty()
                                && found.rejected() >= faulty.garbage());
        faulty.awaitHealthy();
        assertThat(found.readToEnd().differences(expected))
                .as("streams that are not the offline run's, seed %d, round %d", SEED, round)
                .isEmpty();
        assertThat(found.rejected()).as("rejected records").isEqualTo(faulty.garbage());
        assertThat(faulty.job().metric("failedCommittables")).as("transactions lost").isZero();
        tell(round, startNs, expected.rows() + " rows the same, " + found.rejected() + " rejected");
    }

    private static void tell(int round, long startNs, String what) {
        System.out.printf(
                "round %d, %3d s: %s%n",
                round, (System.nanoTime() - startNs) / 1_000_000_000, what);
    }
}
