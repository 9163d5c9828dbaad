package org.spikelink.sensors.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.play.ReplayListener;

@Timeout(20)
class IngestTest {
    private static final OpenOptions DVS128 = OpenOptions.NONE.withSensor("DVS128");

    private static final OpenOptions NMNIST = OpenOptions.NONE.withFormat("nmnist");

    private final Collected sent = new Collected();
    private final List<String> notices = new java.util.concurrent.CopyOnWriteArrayList<>();
    private Ingest ingest;
    private CompletableFuture<IngestResult> result;

    private static IngestOptions options(String source, OpenOptions open, long silentAfterMs) {
        return new IngestOptions(
                SourceAddress.parse(source),
                "cam",
                Optional.of("wave"),
                open,
                JaerSettings.DEFAULTS,
                10_000,
                0,
                silentAfterMs);
    }

    private void start(IngestOptions options, InputStream in) {
        ingest = new Ingest(options, in, 10);
        ReplayListener listener =
                new ReplayListener() {
                    @Override
                    public void waiting(String notice) {
                        notices.add(notice);
                    }
                };
        result =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return ingest.run(sent, Duration.ofSeconds(5), listener);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private void start(String source, OpenOptions open, long silentAfterMs) {
        start(options(source, open, silentAfterMs), InputStream.nullInputStream());
    }

    private void startAgainAndAgain(String source, OpenOptions open) {
        start(options(source, open, 0).reconnecting(true), InputStream.nullInputStream());
    }

    private IngestResult end() throws Exception {
        ingest.cancel();
        return result.get(2, TimeUnit.MINUTES);
    }

    @AfterEach
    void cancel() {
        if (ingest != null) {
            ingest.cancel();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    /** An N-MNIST event. */
    private static byte[] nmnist(int x, int y, int tUs) {
        return new byte[] {
            (byte) x, (byte) y, (byte) (0x80 | tUs >> 16), (byte) (tUs >> 8), (byte) tUs
        };
    }

    @Test
    void whatComesThroughStandardInputIsSentToItsEnd() throws Exception {
        ByteArrayOutputStream recording = new ByteArrayOutputStream();
        recording.write("Event Stream".getBytes(StandardCharsets.US_ASCII));
        recording.write(new byte[] {2, 0, 0, 1, 4, 0, 4, 0});
        recording.write(new byte[] {3, 1, 0, 2, 0, (byte) 0xFF, 5, 3, 0, 1, 0});
        start(options("-", OpenOptions.NONE, 0), new ByteArrayInputStream(recording.toByteArray()));

        IngestResult done = result.get();
        assertThat(done.events()).isEqualTo(2);
        assertThat(done.sessions()).isOne();
        assertThat(sent.batches).hasSize((int) done.batches());
        SensorBatch last = sent.batches.get(sent.batches.size() - 1);
        assertThat(last.stream()).isEqualTo("cam");
        assertThat(last.sequence()).isEqualTo(done.batches() - 1);
        assertThat(last.end()).isTrue();
        assertThat(sent.events()).hasSize(2);
    }

    @Test
    void onlyEventsThatPassTheFiltersAreSentAndTheOthersAreCounted() throws Exception {
        ByteArrayOutputStream recording = new ByteArrayOutputStream();
        recording.write(nmnist(1, 2, 1_000));
        recording.write(nmnist(1, 2, 1_500));
        recording.write(nmnist(3, 4, 30_000));
        recording.write(nmnist(3, 4, 90_000));
        IngestOptions options =
                options("-", OpenOptions.NONE.withFormat("nmnist"), 0)
                        .with(
                                new IngestFilters(
                                        new SensorSize(34, 34),
                                        List.of(new FilterSpec.Refractory(60_000))));
        start(options, new ByteArrayInputStream(recording.toByteArray()));

        IngestResult done = result.get();
        assertThat(sent.events()).containsExactly("1000 1,2 1", "30000 3,4 1", "90000 3,4 1");
        assertThat(done.events()).isEqualTo(3);
        assertThat(done.filteredEvents()).isOne();
    }

    @Test
    void batchesSayHowManyEventsARateLimitHasShedInTheirSession() throws Exception {
        ByteArrayOutputStream recording = new ByteArrayOutputStream();
        for (int timeUs : new int[] {0, 10, 20, 30, 10_000, 20_000, 20_001, 20_002}) {
            recording.write(nmnist(1, 2, timeUs));
        }
        IngestOptions options =
                options("-", OpenOptions.NONE.withFormat("nmnist"), 0)
                        .with(
                                new IngestFilters(
                                        new SensorSize(34, 34),
                                        List.of(
                                                new FilterSpec.Polarity(
                                                        FilterSpec.Polarity.Keep.ON),
                                                new FilterSpec.RateLimit(2_000, 1_000))));
        start(options, new ByteArrayInputStream(recording.toByteArray()));

        assertThat(result.get().filteredEvents()).isEqualTo(3);
        assertThat(sent.batches.stream().filter(b -> b.measurements() > 0))
                .extracting(SensorBatch::shedEvents)
                .containsExactly(2L, 2L, 3L);
        assertThat(sent.batches.get(sent.batches.size() - 1).shedEvents()).isEqualTo(3);
    }

    private static IngestFilters filters(SensorSize... stated) {
        return new IngestFilters(
                stated.length == 0 ? Optional.empty() : Optional.of(stated[0]),
                List.of(new FilterSpec.Refractory(60_000)));
    }

    private static InputStream csv(String header) {
        String text = header + "t,x,y,p\n1000,1,2,1\n1500,1,2,1\n";
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void filtersTakeTheSizeOfTheSensorFromTheSource() throws Exception {
        start(
                options("-", OpenOptions.NONE.withFormat("text"), 0).with(filters()),
                csv("%geometry:34,34\n"));
        assertThat(result.get().filteredEvents()).isOne();
        assertThat(sent.events()).containsExactly("1000 1,2 1");
    }

    @Test
    void filtersOfASensorOfUnknownOrOtherSizeAreAnError() {
        start(options("-", OpenOptions.NONE.withFormat("text"), 0).with(filters()), csv(""));
        assertThatThrownBy(() -> result.get())
                .hasRootCauseInstanceOf(IngestException.class)
                .hasMessageContaining("state it with --sensor-size WIDTHxHEIGHT");
    }

    @Test
    void aSizeForFiltersThatContradictsTheSourceIsAnError() {
        start(
                options("-", OpenOptions.NONE.withFormat("text"), 0)
                        .with(filters(new SensorSize(64, 64))),
                csv("%geometry:34,34\n"));
        assertThatThrownBy(() -> result.get())
                .hasRootCauseInstanceOf(IngestException.class)
                .hasMessageContaining("--sensor-size 64x64 contradicts the source")
                .hasMessageContaining("34x34");
    }

    @Test
    void anEventOutsideTheSizeOfFilteredSensorsIsAnError() {
        IngestOptions options =
                options("-", OpenOptions.NONE.withFormat("nmnist"), 0)
                        .with(
                                new IngestFilters(
                                        new SensorSize(2, 2),
                                        List.of(new FilterSpec.Refractory(10))));
        start(options, new ByteArrayInputStream(nmnist(1, 2, 1_000)));
        assertThatThrownBy(() -> result.get())
                .hasRootCauseInstanceOf(IngestException.class)
                .hasMessageContaining("y must be 0..1 (got 2)");
    }

    @Test
    void eventsOfALiveStreamAreSentWithoutWaitingForMore() throws Exception {
        PipedOutputStream camera = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(camera);
        start(options("-", OpenOptions.NONE.withFormat("nmnist"), 0), in);
        camera.write(nmnist(1, 2, 1_000));
        camera.flush();

        await(() -> sent.events().size() == 1);
        camera.write(nmnist(3, 4, 2_000));
        camera.write(nmnist(5, 6, 90_000));
        camera.close();
        IngestResult done = result.get();
        assertThat(done.events()).isEqualTo(3);
        assertThat(sent.events()).containsExactly("1000 1,2 1", "2000 3,4 1", "90000 5,6 1");
        assertThat(sent.batches).extracting(SensorBatch::sequence).isSorted().startsWith(0L, 1L);
    }

    @Test
    void aBrokenStreamIsAnErrorAfterItsEventsWereSent() {
        byte[] broken = new byte[8];
        System.arraycopy(nmnist(1, 2, 3), 0, broken, 0, 5);
        start(
                options("-", OpenOptions.NONE.withFormat("nmnist"), 0),
                new ByteArrayInputStream(broken));

        assertThatThrownBy(result::get)
                .cause()
                .isInstanceOf(RecordingException.class)
                .hasMessage("stdin at byte 5: an event must have 5 bytes (got 3)");
        assertThat(sent.events()).containsExactly("3 1,2 1");
        assertThat(sent.batches.get(sent.batches.size() - 1).end()).isTrue();
    }

    @Test
    void cancelEndsAStreamThatSaysNothing() throws Exception {
        PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
        start(options("-", OpenOptions.NONE.withFormat("nmnist"), 0), silent);

        IngestResult done = end();
        assertThat(done.events()).isZero();
        assertThat(done.sessions()).isOne();
    }

    @Test
    void aConnectionIsWaitedForAndReadToItsEnd() throws Exception {
        start("tcp://:0", OpenOptions.NONE.withFormat("nmnist"), 0);
        try (Socket camera = new Socket(InetAddress.getLoopbackAddress(), ingest.port());
                OutputStream out = camera.getOutputStream()) {
            out.write(nmnist(1, 2, 3));
        }
        assertThat(result.get().events()).isOne();
        assertThat(notices).contains("waiting for a connection at tcp://:" + ingest.port());
    }

    @Test
    void camerasSoftwareIsConnectedToAndAnErrorSaysWhenItIsNotThere() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            start("tcp://127.0.0.1:" + port, OpenOptions.NONE.withFormat("nmnist"), 0);
            try (Socket client = server.accept()) {
                client.getOutputStream().write(nmnist(1, 2, 3));
            }
            assertThat(result.get().events()).isOne();
        }
        start("tcp://127.0.0.1:" + port, OpenOptions.NONE, 0);
        assertThatThrownBy(result::get)
                .cause()
                .isInstanceOf(IngestException.class)
                .hasMessageContaining("does not answer (Connection refused); start the camera's");
    }

    @Test
    void aConnectionThatEndsIsOpenedAgainAndBeginsASession() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            startAgainAndAgain("tcp://127.0.0.1:" + server.getLocalPort(), NMNIST);
            for (int n = 1; n <= 3; n++) {
                int events = 3 * n;
                try (Socket client = server.accept()) {
                    writeThree(client, n);
                    client.getOutputStream().write(7); // cut within an event
                    await(() -> sent.events().size() == events);
                }
            }
        }
        await(
                () ->
                        notices.stream().filter(n -> n.contains("connecting again until")).count()
                                == 3);
        IngestResult done = end();
        assertThat(sent.events())
                .hasSize(9)
                .contains("1000 1,2 1", "1000 2,2 1", "1000 3,2 1", "3000 3,2 1");
        assertThat(done.sessions()).isEqualTo(3);
        assertThat(done.reconnects()).isEqualTo(2);
        assertThat(done.skipped()).containsEntry("connections cut within an event", 3L);
        assertThat(sent.batches.stream().filter(SensorBatch::end)).hasSize(3);
        assertThat(notices).anyMatch(n -> n.endsWith("connected again (2 reconnects so far)"));
    }

    @Test
    void aCameraThatConnectsToUsMayComeBack() throws Exception {
        startAgainAndAgain("tcp://:0", NMNIST);
        int port = ingest.port();
        for (int n = 1; n <= 2; n++) {
            int events = 3 * n;
            try (Socket camera = connected(port)) {
                writeThree(camera, n);
                await(() -> sent.events().size() == events);
            }
        }
        assertThat(end().reconnects()).isOne();
    }

    /** More than the bytes that show whether AEDAT 4 begins. */
    private static void writeThree(Socket to, int x) throws IOException {
        for (int tUs = 1_000; tUs <= 3_000; tUs += 1_000) {
            to.getOutputStream().write(nmnist(x, 2, tUs));
        }
    }

    private static Socket connected(int port) throws InterruptedException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                Thread.sleep(5); // not listening again yet
            }
        }
    }

    @Test
    void aBrokenFormatEndsAnIngestThatWouldConnectAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            startAgainAndAgain("tcp://127.0.0.1:" + server.getLocalPort(), OpenOptions.NONE);
            try (Socket client = server.accept()) {
                client.getOutputStream().write(new byte[10_000]);
                assertThatThrownBy(result::get)
                        .cause()
                        .isInstanceOf(RecordingException.class)
                        .hasMessageContaining("the format is unknown");
            }
        }
    }

    @Test
    void aStreamWaitsWhileKafkaIsSlow() throws Exception {
        sent.full = true;
        byte[] much = new byte[100_000 * 5];
        for (int n = 0; n < 100_000; n++) {
            System.arraycopy(nmnist(1, 2, 10 * n), 0, much, 5 * n, 5);
        }
        InputStream in = new ByteArrayInputStream(much);
        start(options("-", OpenOptions.NONE.withFormat("nmnist"), 0), in);
        Thread.sleep(50);
        assertThat(sent.batches).isEmpty();
        sent.full = false;
        assertThat(result.get().events()).isEqualTo(100_000);
        assertThat(result.get().droppedBatches()).isZero();
    }

    private static byte[] jaer(int number, int... addressesAndTimes) {
        ByteBuffer datagram = ByteBuffer.allocate(4 + 4 * addressesAndTimes.length).putInt(number);
        for (int value : addressesAndTimes) {
            datagram.putInt(value);
        }
        return datagram.array();
    }

    private void send(DatagramSocket from, byte[] datagram)
            throws IOException, InterruptedException {
        from.send(
                new DatagramPacket(
                        datagram,
                        datagram.length,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ingest.port())));
    }

    @Test
    void aLostDatagramIsACountedGapInTheNumbersOfBatches() throws Exception {
        start("udp://127.0.0.1:0", DVS128, 0);
        try (DatagramSocket camera = new DatagramSocket()) {
            send(camera, jaer(7, 0x0203, 1_000, 0x0202, 12_000));
            send(camera, jaer(10, 0x0404, 23_000));
            send(camera, jaer(11, 0x0404, 34_000, 0x0404, 45_000));
            await(() -> sent.events().size() == 5);
        }
        IngestResult done = end();

        assertThat(done.lostDatagrams()).isEqualTo(2);
        assertThat(done.events()).isEqualTo(5);
        assertThat(sent.events())
                .startsWith("1000 126,125 0", "12000 126,125 1", "23000 125,123 1");
        List<Long> numbers = sent.batches.stream().map(SensorBatch::sequence).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.get(numbers.size() - 1)).isEqualTo(numbers.size() - 1 + 2);
        assertThat(sent.batches.get(sent.batches.size() - 1).end()).isTrue();
    }

    @Test
    void datagramsOfAnotherFormatAreCountedAndTheUserIsReportedOnce() throws Exception {
        start("udp://127.0.0.1:0", DVS128, 0);
        try (DatagramSocket camera = new DatagramSocket()) {
            send(camera, new byte[7]);
            send(camera, jaer(1, 1 << 20, 5));
            send(camera, jaer(1, 0x0203, 1_000));
            await(() -> sent.events().size() == 1);
        }
        assertThat(end().malformedDatagrams()).isEqualTo(2);
        assertThat(notices)
                .filteredOn(
                        notice ->
                                notice.startsWith("a datagram of 7 bytes is not of jAER's 8-byte"))
                .hasSize(1);
    }

    @Test
    void anotherSenderIsHeardOnlyWhenTheFirstIsSilentAndBeginsASession() throws Exception {
        start("udp://127.0.0.1:0", DVS128, 0);
        try (DatagramSocket first = new DatagramSocket();
                DatagramSocket second = new DatagramSocket()) {
            send(first, jaer(1, 0x0203, 5_000_000));
            await(() -> sent.events().size() == 1);
            send(second, jaer(50, 0x0203, 9));
            Thread.sleep(1_050);
            send(second, jaer(51, 0x0203, 10));
            await(() -> sent.events().size() == 2);
        }
        IngestResult done = end();
        assertThat(done.foreignDatagrams()).isOne();
        assertThat(done.sessions()).isEqualTo(2);
        assertThat(done.lostDatagrams()).isZero();
        List<SensorBatch> batches = List.copyOf(sent.batches);
        assertThat(batches.get(batches.size() - 1).session())
                .isGreaterThan(batches.get(0).session());
        assertThat(batches.stream().filter(SensorBatch::end)).hasSize(2);
    }

    @Test
    void whileKafkaIsSlowWholeBatchesOfDatagramsAreDroppedAndCounted() throws Exception {
        start("udp://127.0.0.1:0", DVS128, 0);
        try (DatagramSocket camera = new DatagramSocket()) {
            send(camera, jaer(1, 0x0203, 1_000));
            await(() -> sent.events().size() == 1);
            sent.full = true;
            for (int n = 0; n < 50; n++) {
                send(camera, jaer(2 + n, 0x0203, 20_000 + 10_000 * n));
            }
            Thread.sleep(100);
            sent.full = false;
            send(camera, jaer(52, 0x0203, 2_000_000));
            await(() -> sent.events().size() >= 2);
        }
        IngestResult done = end();
        assertThat(done.events() + done.droppedEvents()).isEqualTo(52);
        assertThat(done.droppedBatches()).isPositive();
        long last = sent.batches.get(sent.batches.size() - 1).sequence();
        assertThat(last).isEqualTo(done.batches() + done.droppedBatches() - 1);
        assertThat(notices)
                .anyMatch(notice -> notice.startsWith("Kafka is slower than the sensor: "));
    }

    @Test
    void aSilentCameraTellsThatItsClockHasGoneOn() throws Exception {
        start("udp://127.0.0.1:0", DVS128, 40);
        try (DatagramSocket camera = new DatagramSocket()) {
            send(camera, jaer(1, 0x0203, 1_000));
            await(() -> sent.batches.stream().filter(b -> b.measurements() == 0).count() >= 2);
        }
        end();
        List<SensorBatch> silent =
                sent.batches.stream().filter(b -> b.measurements() == 0 && !b.end()).toList();
        assertThat(silent).extracting(SensorBatch::untilUs).isSorted();
        assertThat(silent.get(0).untilUs()).isGreaterThan(100_000);
    }

    @Test
    void addressesAndOptionsSayWhatIsAllowed() {
        assertThat(SourceAddress.parse("udp://230.3.1.4:8990"))
                .isEqualTo(new SourceAddress.Udp("230.3.1.4", 8990));
        assertThat(SourceAddress.parse("tcp://[::1]:7777")).hasToString("tcp://[::1]:7777");
        for (String bad : List.of("", "udp://", "8991", "tcp://a", "udp://:70000", "http://a:1")) {
            assertThatThrownBy(() -> SourceAddress.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a source must be - for standard input, udp://:PORT");
        }
        assertThatThrownBy(() -> options("udp://:1", DVS128.withFormat("evt3"), 0))
                .hasMessage(
                        "--format of datagrams must be one of jaer, spif, faery13, faery8 (got evt3)");
        assertThatThrownBy(() -> options("udp://:1", DVS128.withTimeUnit("ns"), 0))
                .hasMessage("--time-unit of datagrams must be us or ms (got ns)");
        assertThatThrownBy(() -> options("-", DVS128, 60_001))
                .hasMessage("--silent-after-ms must be from 0 to 60000 (got 60001)");
    }
}
