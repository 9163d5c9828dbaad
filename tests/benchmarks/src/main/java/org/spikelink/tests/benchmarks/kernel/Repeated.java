package org.spikelink.tests.benchmarks.kernel;

/** Repeats a piece of work for about as long as a round shall last, after the JIT has had time to settle. */
final class Repeated {
    private static final double WARM_UP_NS = 400e6;

    private final Runnable work;
    private long times = 1;

    Repeated(Runnable work, double roundNs) {
        this.work = work;
        long endNs = System.nanoTime() + (long) WARM_UP_NS;
        double ns = ns();
        while (System.nanoTime() < endNs) {
            times = Math.max(1, (long) (roundNs / 4 / ns));
            ns = ns();
        }
        times = Math.max(1, (long) (roundNs / ns));
    }

    /** Mean time of one repetition in this round, ns. */
    double ns() {
        long startNs = System.nanoTime();
        for (long n = 0; n < times; n++) {
            work.run();
        }
        return (System.nanoTime() - startNs) / (double) times;
    }
}
