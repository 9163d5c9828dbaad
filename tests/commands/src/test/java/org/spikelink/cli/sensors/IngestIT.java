package org.spikelink.cli.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;
import org.spikelink.sensors.ingest.Ingest;
import org.spikelink.sensors.ingest.IngestOptions;
import org.spikelink.sensors.ingest.IngestResult;
import org.spikelink.sensors.ingest.JaerSettings;
import org.spikelink.sensors.ingest.SourceAddress;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.send.Compression;
import org.spikelink.sensors.send.SendOptions;

/** Live sensors to a broker and back, event by event. */
@ExtendWith(SharedBroker.class)
class IngestIT {
    private static final long SEED = 3;

    @TempDir Path folder;

    /** What {@code cat FILE | ./spikelink ingest -} does. */
    private static Run piped(Path file, Object... args) throws IOException {
        InputStream usual = System.in;
        try (InputStream in = Files.newInputStream(file)) {
            System.setIn(in);
            return Run.spikelink(args);
        } finally {
            System.setIn(usual);
        }
    }

    @Test
    void aRecordingThroughStandardInputArrivesEventByEvent(LocalBroker broker) throws Exception {
        Path file = DatFiles.write(folder.resolve("a.dat"), SEED, 30_000, 37);
        checkArrives(broker, file, "piped", "--compression", "zstd");
    }

    @Test
    void realRecordingsThroughStandardInputArriveEventByEvent(LocalBroker broker) throws Exception {
        Path recordings =
                Path.of(System.getProperty("shared.dir", "absent")).resolve("data/recordings");
        assumeTrue(Files.isDirectory(recordings), "no real recordings: shared.dir names none");
        for (String name :
                List.of(
                        "evt3-1280x720.raw",
                        "evt2-640x480.raw",
                        "davis-346x260.aedat4",
                        "dvs128-caixa.aedat",
                        "dvs-320x240.es")) {
            checkArrives(broker, recordings.resolve(name), "real-" + name);
        }
    }

    private static void checkArrives(LocalBroker broker, Path file, String topic, String... more)
            throws Exception {
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "ingest",
                                "-",
                                "--stream",
                                "cam/1",
                                "--label",
                                "wave",
                                "--bootstrap-servers",
                                broker.bootstrapServers(),
                                "--topic",
                                topic,
                                "--create-topics"));
        args.addAll(List.of(more));
        Run run = piped(file, args.toArray());

        assertThat(run.code()).as(run.err()).isZero();
        List<String> expected = events(file);
        assertThat(run.out()).startsWith(expected.size() + " events, ").contains(", 1 session");
        int batches = Integer.parseInt(run.out().split(" ", -1)[2]);
        try (Clients clients = new Clients(broker)) {
            List<ConsumerRecord<byte[], byte[]>> records = clients.read(topic, batches);
            assertThat(sent(records)).isEqualTo(expected);
            for (int n = 0; n < records.size(); n++) {
                ConsumerRecord<byte[], byte[]> record = records.get(n);
                assertThat(record.partition())
                        .isEqualTo(
                                BuiltInPartitioner.partitionForKey(
                                        record.key(), clients.partitions(topic)));
                assertThat(new String(record.headers().lastHeader("label").value(), UTF_8))
                        .isEqualTo("wave");
                SensorBatch batch = batch(record);
                assertThat(batch.stream()).isEqualTo("cam/1");
                assertThat(batch.sequence()).isEqualTo(n);
                assertThat(batch.end()).isEqualTo(n == records.size() - 1);
            }
        }
    }

    @Test
    void datagramsOfJaerArriveEventByEventAndALostOneIsAGap(LocalBroker broker) throws Exception {
        broker.kafka().createTopics(2, "datagrams");
        IngestOptions options =
                new IngestOptions(
                        SourceAddress.parse("udp://127.0.0.1:0"),
                        "dvs",
                        Optional.empty(),
                        OpenOptions.NONE.withSensor("DVS128"),
                        JaerSettings.DEFAULTS,
                        10_000,
                        0,
                        0);
        SendOptions kafka =
                new SendOptions(
                        broker.kafka(),
                        "datagrams",
                        false,
                        Compression.LZ4,
                        Duration.ofSeconds(30));
        Ingest ingest = new Ingest(options, InputStream.nullInputStream());
        CompletableFuture<IngestResult> running =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return ingest.run(kafka, ReplayListener.NONE);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        List<String> expected = sendDatagrams(ingest.port());
        Thread.sleep(500); // the last ones are in the socket's buffer
        ingest.cancel();
        IngestResult result = running.get(30, TimeUnit.SECONDS);

        assertThat(result.events()).isEqualTo(expected.size());
        assertThat(result.lostDatagrams()).isEqualTo(3);
        assertThat(result.droppedBatches()).isZero();
        try (Clients clients = new Clients(broker)) {
            List<ConsumerRecord<byte[], byte[]>> records =
                    clients.read("datagrams", (int) result.batches());
            assertThat(sent(records)).isEqualTo(expected);
            assertThat(batch(records.get(records.size() - 1)).sequence())
                    .as("three numbers are missing")
                    .isEqualTo(records.size() - 1 + 3);
        }
    }

    /** 400 datagrams of 100 events, of which number 200 to 202 are never sent. */
    private static List<String> sendDatagrams(int port) throws Exception {
        List<String> events = new ArrayList<>();
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DatagramSocket camera = new DatagramSocket()) {
            for (int number = 0; number < 400; number++) {
                byte[] bytes = new byte[804];
                ByteBuffer datagram = ByteBuffer.wrap(bytes).putInt(number + 5);
                for (int n = 0; n < 100; n++) {
                    int t = number * 1_000 + n * 10;
                    int x = (number + n) % 128;
                    int y = number % 128;
                    int polarity = n % 2;
                    datagram.putInt(y << 8 | x << 1 | polarity).putInt(t);
                    if (number < 200 || number > 202) {
                        // jAER counts from the right and the bottom, and its bit marks OFF
                        events.add("%d %d,%d %d".formatted(t, 127 - x, 127 - y, 1 - polarity));
                    }
                }
                if (number < 200 || number > 202) {
                    camera.send(new DatagramPacket(bytes, bytes.length, target));
                }
                if (number % 10 == 0) {
                    Thread.sleep(1);
                }
            }
        }
        return events;
    }

    @Test
    void mistakesAreOneLineThatSaysWhatToDo(LocalBroker broker) throws Exception {
        Path text = Files.writeString(folder.resolve("a.txt"), "hello\n");
        Run unknown =
                piped(
                        text,
                        "ingest",
                        "-",
                        "--stream",
                        "s",
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--topic",
                        "mistakes",
                        "--create-topics");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err())
                .startsWith("ingest: stdin: the format is unknown (begins with 68 65 6c 6c")
                .contains("state it with --format: ");

        Run sensor =
                Run.spikelink(
                        "ingest",
                        "udp://:0",
                        "--stream",
                        "s",
                        "--bootstrap-servers",
                        broker.bootstrapServers());
        assertThat(sensor.code()).isEqualTo(2);
        assertThat(sensor.err()).contains("state it with --sensor, DVS128 or DAVIS346B");
        Run source =
                Run.spikelink(
                        "ingest", "8991", "--stream", "s", "--bootstrap-servers", "127.0.0.1:1");
        assertThat(source.code()).isEqualTo(2);
        assertThat(source.err()).contains("a source must be - for standard input, udp://:PORT");
    }

    private static List<String> events(Path file) {
        List<String> events = new ArrayList<>();
        EventChunk chunk = new EventChunk();
        try (EventDecoder decoder = Recordings.open(file)) {
            while (decoder.read(chunk)) {
                for (int n = 0; n < chunk.count(); n++) {
                    events.add(
                            "%d %d,%d %d"
                                    .formatted(
                                            chunk.tUs(n),
                                            chunk.x(n),
                                            chunk.y(n),
                                            chunk.on(n) ? 1 : 0));
                }
            }
        }
        return events;
    }

    private static List<String> sent(List<ConsumerRecord<byte[], byte[]>> records) {
        List<String> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SensorBatch batch = batch(record);
            PackedEvents packed = (PackedEvents) batch.payload();
            for (int n = 0; n < packed.count(); n++) {
                long event = packed.get(n);
                events.add(
                        "%d %d,%d %d"
                                .formatted(
                                        batch.startUs() + PackedEvents.offsetUs(event),
                                        PackedEvents.x(event),
                                        PackedEvents.y(event),
                                        PackedEvents.on(event)));
            }
        }
        return events;
    }

    private static SensorBatch batch(ConsumerRecord<byte[], byte[]> record) {
        Origin origin =
                new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
        return (SensorBatch) SensorBatchDecoder.decode(record.key(), record.value(), origin);
    }
}
