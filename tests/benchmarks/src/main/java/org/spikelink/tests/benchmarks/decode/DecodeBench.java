package org.spikelink.tests.benchmarks.decode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;

/** Decodes files in memory again and again, in turns with a sum of their bytes. */
final class DecodeBench {
    private static final String NAME = "decode";
    private static final int WARM_UP_ROUNDS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final long roundNs;
    private long checksum;

    /**
     * A bench.
     *
     * @param roundNs CPU time of one side of a round
     */
    DecodeBench(int rounds, long roundNs) {
        this.rounds = rounds;
        this.roundNs = roundNs;
    }

    /** Amounts of one pass over a file. */
    @FunctionalInterface
    private interface Pass {
        long run();
    }

    List<Row> run(List<MemoryFile> files) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (MemoryFile file : files) {
            rows.addAll(run(file));
        }
        if (checksum == 0) { // keeps the JVM from leaving out the work
            throw new IllegalStateException("no events were decoded");
        }
        return rows;
    }

    private List<Row> run(MemoryFile file) throws Exception {
        long events = decode(file);
        double bytesPerEvent = (double) file.bytes().length / events;
        List<Rounds.Side> sides =
                List.of(
                        () -> perSecond(() -> decode(file)) / 1e6,
                        () -> perSecond(() -> sum(file.bytes())) / 1e6);
        for (int n = 0; n < WARM_UP_ROUNDS; n++) {
            sides.get(0).measure();
        }
        Rounds measured = Rounds.of(rounds, sides);
        Row rate = Row.of(NAME, file.name(), "rate", measured.median(0), "M events/s");
        Row bytes =
                Row.of(
                        NAME,
                        file.name(),
                        "bytes",
                        measured.median(f -> f[0] * bytesPerEvent),
                        "MB/s");
        return List.of(
                file.aim() == null
                        ? rate.atLeast(file.target())
                        : rate.atLeast(file.target(), file.aim()),
                bytes.against("byte sum", measured.median(f -> f[0] * bytesPerEvent / f[1])));
    }

    private double perSecond(Pass pass) {
        long amount = 0;
        long startNs = THREADS.getCurrentThreadCpuTime();
        long tookNs;
        do {
            amount += pass.run();
            tookNs = THREADS.getCurrentThreadCpuTime() - startNs;
        } while (tookNs < roundNs);
        return amount * 1e9 / tookNs;
    }

    /** Decodes a file from end to end; returns the number of events. */
    private long decode(MemoryFile file) {
        long events = 0;
        EventChunk chunk = new EventChunk();
        try (EventDecoder decoder = file.open()) {
            while (decoder.read(chunk)) {
                events += chunk.count();
                int last = chunk.count() - 1;
                checksum += chunk.tUs(last) + chunk.x(last) + chunk.y(last);
            }
        }
        return events;
    }

    private long sum(byte[] bytes) {
        long sum = 0;
        for (byte value : bytes) {
            sum += value;
        }
        checksum += sum;
        return bytes.length;
    }
}
