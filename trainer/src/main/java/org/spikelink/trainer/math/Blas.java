package org.spikelink.trainer.math;

import org.nd4j.linalg.api.blas.Blas.Vendor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The library that multiplies matrices in the backward pass.
 *
 * @param vendor of the library
 * @param threads per product; shards run in parallel instead
 * @param coreType the CPU type set by the variable OPENBLAS_CORETYPE; OpenBLAS may not detect new CPUs
 */
public record Blas(Vendor vendor, int threads, String coreType) {

    /**
     * Loads the library and sets it to one thread.
     *
     * @throws IllegalStateException if ND4J's native libraries are missing for this machine
     */
    public static Blas open() {
        try {
            org.nd4j.linalg.api.blas.Blas blas = Nd4j.factory().blas();
            blas.setMaxThreads(1);
            String coreType = System.getenv("OPENBLAS_CORETYPE");
            return new Blas(
                    blas.getBlasVendor(), 1, coreType == null ? "as OpenBLAS detects" : coreType);
        } catch (LinkageError | RuntimeException e) {
            throw notThere(e);
        }
    }

    /** The root cause: the exception itself only says that a class could not be initialized. */
    static IllegalStateException notThere(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new IllegalStateException(
                "training needs ND4J's native libraries for %s %s, which do not load (%s); to fetch those of this machine,"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        root)
                        + " delete jobs/cli/target and run ./spikelink train again",
                e);
    }

    @Override
    public String toString() {
        return "%s, %d thread, core type %s".formatted(vendor, threads, coreType);
    }
}
