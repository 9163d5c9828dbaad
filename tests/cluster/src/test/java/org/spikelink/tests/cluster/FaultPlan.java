package org.spikelink.tests.cluster;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which faults strike in which round. A round takes the next {@code kinds} of all faults, so that none is left out
 * for long, in an order that the seed decides. {@code -Dfaults.seed=S} repeats a run, {@code -Dfaults.from=R} begins
 * with its round R.
 *
 * @param seed of orders and moments, and where the first round begins
 * @param from the first round
 * @param count of rounds
 * @param kinds of faults a round
 */
record FaultPlan(long seed, int from, int count, int kinds) {
    /** For the batches that are sent while a fault strikes. */
    static final Duration A_FAULT = Duration.ofSeconds(7);

    FaultPlan {
        if (count < 1 || kinds < 1 || kinds > Fault.values().length) {
            throw new IllegalArgumentException(
                    "rounds must be at least 1, kinds 1..%d (got %d and %d)"
                            .formatted(Fault.values().length, count, kinds));
        }
    }

    /** What the build's properties ask for; {@code day} as a seed is another each day. */
    static FaultPlan ofTheBuild() {
        return new FaultPlan(
                seed(System.getProperty("faults.seed", "1")),
                Integer.getInteger("faults.from", 0),
                Integer.getInteger("faults.rounds", 1),
                Integer.getInteger("faults.kinds", Fault.values().length));
    }

    private static long seed(String property) {
        return property.equals("day")
                ? LocalDate.now(ZoneOffset.UTC).toEpochDay()
                : Long.parseLong(property);
    }

    List<Integer> rounds() {
        return IntStream.range(from, from + count).boxed().toList();
    }

    List<Fault> faults(int round) {
        Fault[] all = Fault.values();
        List<Fault> chosen = new ArrayList<>();
        for (int n = 0; n < kinds; n++) {
            chosen.add(all[(int) Math.floorMod((seed + round) * kinds + n, (long) all.length)]);
        }
        Collections.shuffle(chosen, new Random(seed + round));
        return chosen;
    }

    /** For what else a round draws. */
    SplittableRandom random(int round) {
        return new SplittableRandom(seed + round);
    }

    /** Whether a fault must make jobs restart. */
    boolean restartsJobs() {
        return rounds().stream().flatMap(n -> faults(n).stream()).anyMatch(Fault::restartsJobs);
    }

    @Override
    public String toString() {
        return "-Dfaults.seed=" + seed;
    }
}
