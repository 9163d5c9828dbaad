package org.spikelink.core.kernel;

/**
 * Which kernel runs, chosen once a JVM: the plain one, unless the system property {@value #PROPERTY} says {@code vector}
 * and the module {@code jdk.incubator.vector} is there. Both give the same bits. The vector kernel has to be asked for
 * because the JIT does not always keep its vectors out of the heap.
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
        boolean asked = "vector".equals(System.getProperty(PROPERTY));
        boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
        if (asked) {
            System.getLogger(Kernel.class.getName())
                    .log(
                            there ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                            there
                                    ? "vector kernel: {0}=vector"
                                    : "plain kernel: {0}=vector needs --add-modules={1}",
                            PROPERTY,
                            MODULE);
        }
        return asked && there;
    }
}
