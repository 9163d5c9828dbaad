package org.spikelink.tests.benchmarks.operator;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/**
 * Many sensors feeding one operator, each in its turn, in an order that jumps about: a round is so many batches. The
 * figure of a round is batches a second.
 */
final class SensorRounds implements Rounds.Side {
    /** Prime and larger than any number of sensors: steps through all of them, never to a neighbour. */
    private static final long STRIDE = 1_000_003L;

    private static final long WARM_UP_NS = 2_500_000_000L;
    private static final int STEP = 1_000;

    private final OperatorHarness harness;
    private final SyntheticSensors sensors;
    private final int streams;
    private final int batches;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long fed;
    private double allocated;

    /**
     * Makes every sensor known to the operator by its first batch.
     *
     * @param batches of a round
     */
    SensorRounds(OperatorHarness harness, SyntheticSensors sensors, int streams, int batches)
            throws Exception {
        this.harness = harness;
        this.sensors = sensors;
        this.streams = streams;
        this.batches = batches;
        feed(streams);
    }

    /** Runs until all is compiled: without that the vector kernel takes a hundred times as long. */
    void warmUp() throws Exception {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < WARM_UP_NS) {
            feed(STEP);
        }
    }

    @Override
    public double measure() throws Exception {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long startNs = System.nanoTime();
        feed(batches);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        allocated = (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / batches;
        return batches / seconds;
    }

    private void feed(int count) throws Exception {
        for (int n = 0; n < count; n++) {
            long round = fed / streams;
            int sensor = (int) (fed % streams * STRIDE % streams);
            harness.feed(sensors.batch(sensor, round, round));
            fed++;
        }
    }

    /** Bytes allocated for each batch of the last round, the batch itself among them. */
    double allocatedBytes() {
        return allocated;
    }
}
