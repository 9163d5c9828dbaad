package org.spikelink.trainer.network;

import org.nd4j.linalg.api.blas.Blas.Vendor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What multiplies matrices in the backward pass.
 *
 * @param vendor of the library
 * @param threads of one product; shards run side by side instead
 * @param coreType the CPU that OpenBLAS was told it runs on by the variable OPENBLAS_CORETYPE; it may misjudge new ones
 */
public record Blas(Vendor vendor, int threads, String coreType) {

    /**
     * Loads the library and sets it to one thread.
     *
     * @throws IllegalStateException if ND4J's native libraries are not there for this machine
     */
    public static Blas open() {
        try {
            org.nd4j.linalg.api.blas.Blas blas = Nd4j.factory().blas();
            blas.setMaxThreads(1);
            String coreType = System.getenv("OPENBLAS_CORETYPE");
            return new Blas(
                    blas.getBlasVendor(), 1, coreType == null ? "as OpenBLAS judges" : coreType);
        } catch (LinkageError | RuntimeException e) {
            throw notThere(e);
        }
    }

    /** Names what happened at first: what is thrown only tells that a class could not be set up. */
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
                        + " remove jobs/target and run ./spikelink again",
                e);
    }

    @Override
    public String toString() {
        return "%s, %d thread, core type %s".formatted(vendor, threads, coreType);
    }
}
