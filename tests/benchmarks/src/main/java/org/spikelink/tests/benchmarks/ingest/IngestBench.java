package org.spikelink.tests.benchmarks.ingest;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.sensors.ingest.Ingest;
import org.spikelink.sensors.ingest.IngestOptions;
import org.spikelink.sensors.ingest.IngestResult;
import org.spikelink.sensors.ingest.JaerSettings;
import org.spikelink.sensors.ingest.SourceAddress;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.send.BatchSender;
import org.spikelink.sensors.send.BatchTarget;
import org.spikelink.sensors.send.Compression;
import org.spikelink.sensors.send.SendOptions;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;

/** Sensors taken in at full load: what a core sustains, and whether all that is lost is counted. */
final class IngestBench {
    private static final String NAME = "ingest";
    private static final double JAER_TARGET = 10;
    private static final double EVT3_TARGET = 20;
    private static final int SMALL_DATAGRAM = 1_500;
    private static final int LARGE_DATAGRAM = 63_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final double seconds;

    /**
     * A bench.
     *
     * @param seconds of a round over UDP
     */
    IngestBench(int rounds, double seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** What a round has shown; times in s. */
    private record Shown(
            double events, double cpuSeconds, double wallSeconds, double lost, double uncounted) {}

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int size : new int[] {SMALL_DATAGRAM, LARGE_DATAGRAM}) {
            rows.addAll(
                    rows(
                            "jAER, datagrams of " + size + " bytes, 10 M events/s sent",
                            JAER_TARGET,
                            () -> udp(size)));
        }
        RepeatedEvt3 camera = new RepeatedEvt3((int) Math.max(1, 4 * seconds));
        rows.addAll(
                rows(
                        "EVT 3.0 through standard input",
                        EVT3_TARGET,
                        () -> stream(camera, new Encoding())));
        rows.addAll(broker(camera));
        return rows;
    }

    private interface Round {
        Shown run() throws Exception;
    }

    private List<Row> rows(String what, double target, Round round) throws Exception {
        round.run(); // warms up
        List<Shown> shown = new ArrayList<>();
        for (int n = 0; n < rounds; n++) {
            shown.add(round.run());
        }
        return List.of(
                row(what, "rate", shown, s -> s.events / s.cpuSeconds / 1e6, "M events/s a core")
                        .atLeast(target),
                row(what, "throughput", shown, s -> s.events / s.wallSeconds / 1e6, "M events/s"),
                row(what, "lost and counted", shown, s -> 100 * s.lost, "%"),
                most(what, shown));
    }

    private static Row most(String what, List<Shown> shown) {
        double most = shown.stream().mapToDouble(Shown::uncounted).max().orElse(0);
        return Row.of(NAME, what, "lost and not counted, most", most, "events");
    }

    private static Row row(
            String what,
            String metric,
            List<Shown> shown,
            ToDoubleFunction<Shown> figure,
            String unit) {
        double[] figures = shown.stream().mapToDouble(figure).toArray();
        Rounds.Median median = Rounds.Median.of(figures);
        return Row.of(
                NAME, what, metric, median.value() == 0 ? new Rounds.Median(0, 0) : median, unit);
    }

    private static IngestOptions options(String source, OpenOptions open) {
        return new IngestOptions(
                SourceAddress.parse(source),
                "bench",
                Optional.empty(),
                open,
                JaerSettings.DEFAULTS,
                10_000,
                0,
                0);
    }

    private Shown udp(int datagramBytes) throws Exception {
        Encoding target = new Encoding();
        Ingest ingest =
                new Ingest(
                        options("udp://127.0.0.1:0", OpenOptions.NONE.withSensor("DAVIS346B")),
                        InputStream.nullInputStream());
        Running running = new Running(ingest, target);
        long startNs = System.nanoTime();
        long sent = new JaerSender(datagramBytes, JAER_TARGET * 1e6).run(ingest.port(), seconds);
        double wall = (System.nanoTime() - startNs) / 1e9;
        Thread.sleep(300); // what is in the socket's buffer
        running.sample();
        ingest.cancel();
        IngestResult result = running.result();
        long perDatagram = (datagramBytes - Integer.BYTES) / 8;
        long lost = result.lostDatagrams() * perDatagram + result.droppedEvents();
        return new Shown(
                result.events(),
                running.cpuSeconds(),
                wall,
                (double) lost / sent,
                Math.abs(sent - result.events() - lost));
    }

    private static Shown stream(RepeatedEvt3 camera, BatchTarget target) throws Exception {
        camera.rewind();
        Ingest ingest = new Ingest(options("-", OpenOptions.NONE), camera);
        long startNs = System.nanoTime();
        Running running = new Running(ingest, target);
        IngestResult result = running.result();
        double wall = (System.nanoTime() - startNs) / 1e9;
        return new Shown(
                result.events(),
                running.cpuSeconds(),
                wall,
                0,
                Math.abs(camera.events() - result.events()));
    }

    private List<Row> broker(RepeatedEvt3 camera) throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(1, "bench");
            SendOptions kafka =
                    new SendOptions(broker.kafka(), "bench", false, Compression.NONE, PATIENCE);
            List<Shown> shown = new ArrayList<>();
            for (int n = 0; n < 2; n++) { // the first warms up
                try (BatchSender sender = new BatchSender(kafka)) {
                    shown.add(stream(camera, sender));
                }
            }
            String what = "EVT 3.0 through standard input to a broker on this machine";
            List<Shown> last = shown.subList(1, 2);
            return List.of(
                    row(
                            what,
                            "throughput",
                            last,
                            s -> s.events / s.wallSeconds / 1e6,
                            "M events/s"),
                    most(what, last));
        }
    }

    /** An ingest that runs, and the CPU time of its threads. */
    private static final class Running {
        private final CompletableFuture<IngestResult> result = new CompletableFuture<>();
        private final Thread thread;
        private volatile long ownNs;
        private long readerNs;

        Running(Ingest ingest, BatchTarget target) {
            thread =
                    new Thread(
                            () -> {
                                try {
                                    result.complete(
                                            ingest.run(target, PATIENCE, ReplayListener.NONE));
                                } catch (InterruptedException | RuntimeException e) {
                                    result.completeExceptionally(e);
                                } finally {
                                    ownNs = THREADS.getCurrentThreadCpuTime();
                                }
                            },
                            "ingest-decoder");
            thread.start();
        }

        IngestResult result() throws InterruptedException, ExecutionException {
            while (thread.isAlive()) {
                sample();
                Thread.sleep(5);
            }
            return result.get();
        }

        /** Reads the CPU time of the reader, which is not known any more when it has ended. */
        void sample() {
            readerNs = Math.max(readerNs, readerNs());
        }

        /** CPU time of the reader so far, 0 if it has ended. */
        private static long readerNs() {
            for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
                if (info != null && info.getThreadName().equals("ingest-reader")) {
                    return Math.max(0, THREADS.getThreadCpuTime(info.getThreadId()));
                }
            }
            return 0;
        }

        double cpuSeconds() {
            return (ownNs + readerNs) / 1e9;
        }
    }
}
