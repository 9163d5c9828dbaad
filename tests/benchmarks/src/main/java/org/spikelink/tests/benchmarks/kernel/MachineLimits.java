package org.spikelink.tests.benchmarks.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.spikelink.tests.benchmarks.Rounds;

/**
 * What one core can do at most, measured: multiplications with additions from registers, and floats read one after
 * the other from an array, which lies in the nearest cache that holds it.
 */
final class MachineLimits {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int CHAINS = 12;
    private static final int LINKS = 4096;

    /** As in the kernel's arrays: at the start of a cache line where objects are aligned to lines. */
    private static final int LINE_START = 12;

    private MachineLimits() {}

    /** FMAs a ns, from registers alone. */
    static Rounds.Side fmaPeak(double roundNs) {
        float[] sink = new float[LANES];
        Repeated repeated = new Repeated(() -> chains(sink), roundNs);
        return () -> (double) CHAINS * LINKS * LANES / repeated.ns();
    }

    /** Bytes per ns, read repeatedly from an array of this many bytes. */
    static Rounds.Side bandwidth(long bytes, double roundNs) {
        int count = (int) (bytes / Float.BYTES) / (8 * LANES) * (8 * LANES);
        float[] values = new float[LINE_START + count];
        float[] sink = new float[LANES];
        Repeated repeated = new Repeated(() -> sum(values, sink), roundNs);
        return () -> (double) count * Float.BYTES / repeated.ns();
    }

    private static void chains(float[] sink) {
        FloatVector w = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector x = FloatVector.fromArray(SPECIES, sink, 0);
        FloatVector a0 = x;
        FloatVector a1 = x;
        FloatVector a2 = x;
        FloatVector a3 = x;
        FloatVector a4 = x;
        FloatVector a5 = x;
        FloatVector a6 = x;
        FloatVector a7 = x;
        FloatVector a8 = x;
        FloatVector a9 = x;
        FloatVector a10 = x;
        FloatVector a11 = x;
        for (int n = 0; n < LINKS; n++) {
            a0 = a0.fma(w, x);
            a1 = a1.fma(w, x);
            a2 = a2.fma(w, x);
            a3 = a3.fma(w, x);
            a4 = a4.fma(w, x);
            a5 = a5.fma(w, x);
            a6 = a6.fma(w, x);
            a7 = a7.fma(w, x);
            a8 = a8.fma(w, x);
            a9 = a9.fma(w, x);
            a10 = a10.fma(w, x);
            a11 = a11.fma(w, x);
        }
        FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        low.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).intoArray(sink, 0);
    }

    private static void sum(float[] values, float[] sink) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        for (int n = LINE_START; n < values.length; n += 8 * LANES) {
            a0 = a0.add(FloatVector.fromArray(SPECIES, values, n));
            a1 = a1.add(FloatVector.fromArray(SPECIES, values, n + LANES));
            a2 = a2.add(FloatVector.fromArray(SPECIES, values, n + 2 * LANES));
            a3 = a3.add(FloatVector.fromArray(SPECIES, values, n + 3 * LANES));
            a4 = a4.add(FloatVector.fromArray(SPECIES, values, n + 4 * LANES));
            a5 = a5.add(FloatVector.fromArray(SPECIES, values, n + 5 * LANES));
            a6 = a6.add(FloatVector.fromArray(SPECIES, values, n + 6 * LANES));
            a7 = a7.add(FloatVector.fromArray(SPECIES, values, n + 7 * LANES));
        }
        a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).intoArray(sink, 0);
    }
}
