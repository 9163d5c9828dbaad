package org.spikelink.trainer.run;

import org.nd4j.linalg.factory.Nd4j;

/** ND4J's native code, without which nothing is learned. */
public final class NativeLibrary {
    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";

    private NativeLibrary() {}

    /**
     * Loads it, which takes a second.
     *
     * @throws TrainingException if this machine lacks it
     */
    public static void load() {
        try {
            Nd4j.getBackend();
        } catch (LinkageError | RuntimeException e) {
            throw new TrainingException(
                    "ND4J's native library for %s on %s cannot be loaded: it must be on the class path (%s)"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    root(e)),
                    e);
        }
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** What kind of CPU OpenBLAS computes for: sums may round otherwise on another. */
    public static String blas() {
        String coreType = System.getenv(CORE_TYPE);
        String backend = Nd4j.getBackend().getClass().getSimpleName();
        String version = Nd4j.class.getPackage().getImplementationVersion();
        return "ND4J %s%s, OpenBLAS for %s"
                .formatted(
                        backend,
                        version == null ? "" : " " + version,
                        coreType == null
                                ? "the CPU that it detects"
                                : coreType + " (" + CORE_TYPE + ")");
    }
}
