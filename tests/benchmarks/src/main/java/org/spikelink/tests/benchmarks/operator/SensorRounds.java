package org.spikelink.tests.benchmarks.operator;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/**
 * Sensors that feed one operator in turns, in an order without neighbours. A round is a fixed number of batches; its
 * figure is batches a second.
 */
final class SensorRounds implements Rounds.Side {
    /** Prime and larger than any number of sensors: steps through all of them, never to a neighbour. */
    private static final long STRIDE = 1_000_003L;

    private static final long WARM_UP_NS = 2_500_000_000L;
    private static final int STEP = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What the seconds of a figure are counted by. */
    enum Clock {
        /** The wall's. */
        WALL {
            @Override
            long nowNs() {
                return System.nanoTime();
            }
        },
        /** The thread's time on a core: what other processes take does not count. */
        THREAD {
            @Override
            long nowNs() {
                return THREADS.getCurrentThreadCpuTime();
            }
        };

        abstract long nowNs();
    }

    private final OperatorHarness harness;
    private final SyntheticSensors sensors;
    private final int streams;
    private final int batches;
    private final Clock clock;
    private long fed;
    private double allocated;

    /**
     * Makes every sensor known to the operator by its first batch.
     *
     * @param batches of a round
     */
    SensorRounds(
            OperatorHarness harness,
            SyntheticSensors sensors,
            int streams,
            int batches,
            Clock clock)
            throws Exception {
        this.harness = harness;
        this.sensors = sensors;
        this.streams = streams;
        this.batches = batches;
        this.clock = clock;
        feed(streams);
    }

    /** Runs until everything is compiled: uncompiled, the vector kernel takes a hundred times as long. */
    void warmUp() throws Exception {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < WARM_UP_NS) {
            feed(Math.min(STEP, batches));
        }
    }

    @Override
    public double measure() throws Exception {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long startNs = clock.nowNs();
        feed(batches);
        double seconds = (clock.nowNs() - startNs) / 1e9;
        allocated = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / batches;
        return batches / seconds;
    }

    /** Feeds the next batches. */
    void feed(int count) throws Exception {
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
