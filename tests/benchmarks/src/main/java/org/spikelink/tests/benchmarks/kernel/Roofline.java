package org.spikelink.tests.benchmarks.kernel;

/**
 * The least time one stream's step can take: its FMAs at the peak, or its bytes at the bandwidth of where they live,
 * whichever is longer. U is read once per stream alone, once per four streams of a group; the active rows of W
 * always.
 */
final class Roofline {
    private static final int STREAMS_PER_READ = 4;

    private Roofline() {}

    /**
     * ns per stream and step.
     *
     * @param fmaPeak FMAs a ns
     * @param recurrentBandwidth of an array of U's size, bytes a ns
     * @param inputBandwidth of an array of W's size, bytes a ns
     */
    static double ns(
            KernelCase shape, double fmaPeak, double recurrentBandwidth, double inputBandwidth) {
        int group = shape.group();
        double reads = Math.ceil(group / (double) STREAMS_PER_READ) / group;
        double bytesNs =
                reads * shape.recurrentBytes() / recurrentBandwidth
                        + shape.activeBytes() / inputBandwidth;
        return Math.max(shape.fmas() / fmaPeak, bytesNs);
    }
}
