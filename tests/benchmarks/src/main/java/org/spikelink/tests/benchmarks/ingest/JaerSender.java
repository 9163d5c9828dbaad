package org.spikelink.tests.benchmarks.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Sends datagrams as jAER's unicast output does, at a rate, over loopback. */
final class JaerSender {
    private static final int EVENT_BYTES = 8;
    private static final int MAX_X = 346;
    private static final int MAX_Y = 260;
    private static final long BURST_NS = 500_000;

    private final int eventsPerDatagram;
    private final ByteBuffer datagram;
    private final double eventsPerSecond;

    /**
     * A sender of a DAVIS346.
     *
     * @param datagramBytes size of a datagram, with its number
     * @param eventsPerSecond of sensor time and of wall-clock time
     */
    JaerSender(int datagramBytes, double eventsPerSecond) {
        this.eventsPerDatagram = (datagramBytes - Integer.BYTES) / EVENT_BYTES;
        this.eventsPerSecond = eventsPerSecond;
        datagram = ByteBuffer.allocateDirect(Integer.BYTES + EVENT_BYTES * eventsPerDatagram);
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < eventsPerDatagram; n++) {
            int address =
                    random.nextInt(MAX_Y) << 22
                            | random.nextInt(MAX_X) << 12
                            | random.nextInt(2) << 11;
            datagram.putInt(Integer.BYTES + EVENT_BYTES * n, address);
        }
    }

    /** Sends for a time; returns the number of events sent. */
    long run(int port, double seconds) throws IOException {
        long events = 0;
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            long startNs = System.nanoTime();
            long due = (long) (seconds * eventsPerSecond);
            int number = 1;
            while (events < due) {
                long behind =
                        (long) ((System.nanoTime() - startNs) / 1e9 * eventsPerSecond) - events;
                if (behind < eventsPerDatagram) {
                    LockSupport.parkNanos(BURST_NS);
                    continue;
                }
                datagram.putInt(0, number++);
                for (int n = 0; n < eventsPerDatagram; n++) {
                    int us = (int) ((events + n) / eventsPerSecond * 1e6);
                    datagram.putInt(Integer.BYTES + EVENT_BYTES * n + Integer.BYTES, us);
                }
                channel.write(datagram.rewind());
                events += eventsPerDatagram;
            }
        }
        return events;
    }
}
