package org.spikelink.core.kernel;

import java.util.Locale;

/**
 * Which kernel runs, and why; both give the same bits. The vector kernel runs where the module {@code
 * jdk.incubator.vector} is there and its vectors are wide enough to gain by it, unless the system property {@value
 * #PROPERTY} says {@code plain}.
 *
 * @param kind the kernel
 * @param reason one line for a log
 */
public record KernelChoice(Kind kind, String reason) {
    public static final String PROPERTY = "spikelink.kernel";

    private static final String MODULE = "jdk.incubator.vector";
    private static final KernelChoice CHOSEN = logged(choose(System.getProperty(PROPERTY)));

    /** The kernels there are. */
    public enum Kind {
        /** Plain Java; runs everywhere. */
        PLAIN,
        /** The Vector API. */
        VECTOR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The choice of this JVM, made once. */
    public static KernelChoice ofThisJvm() {
        return CHOSEN;
    }

    @Override
    public String toString() {
        return kind + " kernel: " + reason;
    }

    private static KernelChoice choose(String asked) {
        if ("plain".equals(asked)) {
            return new KernelChoice(Kind.PLAIN, PROPERTY + "=plain");
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new KernelChoice(
                    Kind.PLAIN,
                    "no module " + MODULE + " (the JVM needs --add-modules=" + MODULE + ")");
        }
        int bits = VectorKernel.LANES * Float.SIZE;
        if (VectorKernel.LANES < VectorKernel.LEAST_LANES && !"vector".equals(asked)) {
            return new KernelChoice(Kind.PLAIN, "vectors of only " + bits + " bits on this JVM");
        }
        return new KernelChoice(Kind.VECTOR, MODULE + " with vectors of " + bits + " bits");
    }

    private static KernelChoice logged(KernelChoice choice) {
        System.getLogger(Kernel.class.getName()).log(System.Logger.Level.DEBUG, choice);
        return choice;
    }
}
