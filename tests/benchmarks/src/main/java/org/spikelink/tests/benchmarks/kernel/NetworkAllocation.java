package org.spikelink.tests.benchmarks.kernel;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.network.Network;

/** What steps of a network leave on the heap, by the JVM's own count of the thread. */
final class NetworkAllocation {
    private static final int WARM_UP = 20;

    private NetworkAllocation() {}

    /** Bytes a step and stream, once all is compiled and has its room. */
    static double bytesPerStep(Network network, List<FrameGroup> frames) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int n = 0; n < WARM_UP; n++) {
            sweep(network, frames);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        sweep(network, frames);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        return (double) bytes / frames.stream().mapToInt(FrameGroup::streams).sum();
    }

    private static void sweep(Network network, List<FrameGroup> frames) {
        for (int n = 0; n < frames.size(); n++) {
            network.step(frames.get(n));
        }
    }
}
