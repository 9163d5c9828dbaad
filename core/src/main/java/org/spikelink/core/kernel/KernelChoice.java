package org.spikelink.core.kernel;

/**
 * Which kernel runs, chosen once a JVM: the vector kernel where the module {@code jdk.incubator.vector} is there, unless
 * the system property {@value #PROPERTY} says {@code plain}. Both give the same bits.
 */
final class KernelChoice {
    static final String PROPERTY = "spikelink.kernel";
    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean VECTOR = choose();

    private KernelChoice() {}

    static boolean isVector() {
        return VECTOR;
    }

    private static boolean choose() {
        boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
        boolean refused = "plain".equals(System.getProperty(PROPERTY));
        String reason =
                refused
                        ? PROPERTY + "=plain"
                        : there
                                ? "module " + MODULE + " is there"
                                : "no module " + MODULE + " (--add-modules)";
        System.getLogger(Kernel.class.getName())
                .log(
                        System.Logger.Level.DEBUG,
                        "{0} kernel: {1}",
                        there && !refused ? "vector" : "plain",
                        reason);
        return there && !refused;
    }
}
