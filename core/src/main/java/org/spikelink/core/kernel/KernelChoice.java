package org.spikelink.core.kernel;

import java.util.Locale;

/**
 * The kernel in use and the reason; both kernels give the same bits. The vector kernel is used if the module {@code
 * jdk.incubator.vector} is available and its vectors are wide enough to be faster, unless the system property {@value
 * #PROPERTY} says {@code plain}.
 *
 * @param kind the kernel
 * @param reason one line for the log
 */
public record KernelChoice(Kind kind, String reason) {
    public static final String PROPERTY = "spikelink.kernel";

    private static final String MODULE = "jdk.incubator.vector";
    private static final KernelChoice CHOSEN = logged(choose(System.getProperty(PROPERTY)));

    /** The available kernels. */
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

    /** The choice for this JVM, made once. */
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
        int bits = VectorShape.LANES * Float.SIZE;
        if (VectorShape.LANES < VectorShape.LEAST_LANES && !"vector".equals(asked)) {
            return new KernelChoice(Kind.PLAIN, "vectors of only " + bits + " bits on this JVM");
        }
        return new KernelChoice(Kind.VECTOR, MODULE + " with vectors of " + bits + " bits");
    }

    private static KernelChoice logged(KernelChoice choice) {
        System.getLogger(KernelChoice.class.getName()).log(System.Logger.Level.DEBUG, choice);
        return choice;
    }
}
