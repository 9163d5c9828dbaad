package org.spikelink.jobs.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.SensorBatchDecoder;
import org.spikelink.connectors.kafka.SensorBatchEncoder;
import org.spikelink.connectors.recordings.BatchCutter;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.BrokerWatch;
import org.spikelink.jobs.broker.Clients;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.cli.Run;

class ReplayerTest {
    private static final long SEED = 7;

    private static LocalBroker broker;
    private static Clients clients;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
        broker.createTopics(4, "paced", "series", "looped", "none", "t");
        clients = new Clients(broker);
    }

    @AfterAll
    static void stop() {
        clients.close();
        broker.close();
    }

    @Test
    void theTopicHoldsTheBatchesThatTheCutterCutsInOrderUnderTheirStreams() throws Exception {
        for (int i = 0; i < 7; i++) {
            DatFiles.write(folder.resolve(i % 2 + "/" + i + ".dat"), SEED + i, 900 + 300 * i, 97);
        }
        DatFiles.write(folder.resolve("bare.dat"), SEED, 10, 400_000);

        Run run =
                Run.spikelink(
                        "replay",
                        folder,
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--topic",
                        "same",
                        "--create-topics",
                        "--speed",
                        "max",
                        "--streams-at-once",
                        3);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        Map<String, List<ConsumerRecord<byte[], byte[]>>> sent = new HashMap<>();
        int batches = Integer.parseInt(run.out().split(" ", -1)[2]);
        clients.read("same", batches)
                .forEach(read -> sent.computeIfAbsent(key(read), k -> new ArrayList<>()).add(read));
        List<Recording> files = RecordingFiles.find(folder).recordings();
        assertThat(sent).hasSize(files.size());
        int partitions = clients.partitions("same");
        int cut = 0;
        for (Recording file : files) {
            List<ConsumerRecord<byte[], byte[]>> records = sent.get(file.name());
            List<byte[]> expected = cut(file, session(records.get(0)));
            assertThat(records.stream().map(ConsumerRecord::value))
                    .as("%s, seed %d", file.name(), SEED)
                    .containsExactlyElementsOf(expected);
            cut += expected.size();
            for (ConsumerRecord<byte[], byte[]> read : records) {
                assertThat(label(read)).isEqualTo(file.label().orElse("none"));
                assertThat(read.partition())
                        .isEqualTo(BuiltInPartitioner.partitionForKey(read.key(), partitions));
            }
        }
        assertThat(batches).isEqualTo(cut);
        assertThat(run.out()).startsWith("8 recordings, " + cut + " batches, 12610 events in ");
    }

    @Test
    void atTwiceTheSpeedASecondOfSensorTimeTakesHalfASecondForAllAtOnce() throws Exception {
        DatFiles.write(folder.resolve("a.dat"), SEED, 101, 10_000);
        DatFiles.write(folder.resolve("b.dat"), SEED, 101, 10_000);
        ReplayOptions options = ReplayOptions.of(broker.bootstrapServers(), "paced", new Speed(2));

        ReplayResult result =
                new Replayer(options)
                        .run(RecordingFiles.find(folder).recordings(), ReplayListener.NONE);

        assertThat(result.seconds()).isBetween(0.5, 5.0);
        assertThat(result.recordings()).isEqualTo(2);
        assertThat(result.events()).isEqualTo(202);
        assertThat(result.batchesOfStream())
                .containsOnly(Map.entry("a.dat", 101L), Map.entry("b.dat", 101L));
        List<ConsumerRecord<byte[], byte[]>> read = clients.read("paced", 202);
        List<Long> times = new ArrayList<>();
        read.stream()
                .filter(record -> key(record).equals("a.dat"))
                .forEach(record -> times.add(record.timestamp()));
        assertThat(times).hasSize(101).isSorted();
        assertThat(times.get(100) - times.get(0)).isGreaterThan(450);
    }

    @Test
    void eachSeriesOfAFileIsAStreamWithItsLabel() throws Exception {
        Files.writeString(
                folder.resolve("x.ts"),
                "@classLabel true up down\n@data\n1,2,3:4,5,6:up\n7:8:down\n");
        ReplayOptions options =
                ReplayOptions.of(broker.bootstrapServers(), "series", Speed.MAX).withPeriod(6_000);

        ReplayResult result =
                new Replayer(options)
                        .run(RecordingFiles.find(folder).recordings(), ReplayListener.NONE);

        assertThat(result.events()).isEqualTo(4);
        assertThat(result.batchesOfStream())
                .containsOnly(Map.entry("x.ts/0", 3L), Map.entry("x.ts/1", 1L));
        for (ConsumerRecord<byte[], byte[]> read : clients.read("series", 4)) {
            assertThat(label(read)).isEqualTo(key(read).equals("x.ts/0") ? "up" : "down");
            SensorBatch batch =
                    (SensorBatch) SensorBatchDecoder.decode(read.key(), read.value(), null);
            assertThat(batch.measurements()).isEqualTo(1);
            assertThat(batch.startUs()).isEqualTo(6_000 * batch.sequence());
        }
    }

    @Test
    void eachRoundOfALoopIsALaterSessionUntilCancelled() throws Exception {
        DatFiles.write(folder.resolve("a.dat"), SEED, 30, 1_000);
        ReplayOptions options =
                ReplayOptions.of(broker.bootstrapServers(), "looped", Speed.MAX).looping();
        Replayer replayer = new Replayer(options);
        ReplayListener afterThreeRounds =
                new ReplayListener() {
                    private int rounds;

                    @Override
                    public void ended(String stream) {
                        if (++rounds == 3) {
                            replayer.cancel();
                        }
                    }
                };

        ReplayResult result =
                replayer.run(RecordingFiles.find(folder).recordings(), afterThreeRounds);

        assertThat(result.recordings()).isEqualTo(3);
        assertThat(result.batches()).isEqualTo(9);
        List<Long> sessions = new ArrayList<>();
        clients.read("looped", 9).forEach(read -> sessions.add(session(read)));
        Set<Long> different = new HashSet<>(sessions);
        assertThat(sessions).hasSize(9).isSorted();
        assertThat(different).hasSize(3);
    }

    @Test
    void aLoopOfARecordingWithoutEventsKeepsSensorTime() throws Exception {
        DatFiles.write(folder.resolve("none.dat"), SEED, 0, 0);
        ReplayOptions options =
                ReplayOptions.of(broker.bootstrapServers(), "none", Speed.SENSOR).looping();
        Replayer replayer = new Replayer(options);
        Thread stop = new Thread(() -> cancelLater(replayer));
        stop.start();

        ReplayResult result =
                replayer.run(RecordingFiles.find(folder).recordings(), ReplayListener.NONE);

        assertThat(result.recordings()).isBetween(0L, 1 + (long) (result.seconds() * 100));
    }

    private static void cancelLater(Replayer replayer) {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        replayer.cancel();
    }

    @Test
    void aTopicThatIsNotThereIsRefusedWithTheNearestThatIs() throws Exception {
        Path file = DatFiles.write(folder.resolve("a.dat"), SEED, 1, 1);
        broker.createTopics(1, "mine.sensors");

        Run misspelt = replay(file, "mine.sensor");
        Run other = replay(file, "nothing-like-it");

        assertThat(misspelt.code()).isEqualTo(1);
        assertThat(misspelt.err())
                .isEqualToIgnoringNewLines(
                        "replay: the broker at "
                                + broker.bootstrapServers()
                                + " has no topic mine.sensor that this login may see (nearest:"
                                + " mine.sensors); --create-topics creates it");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err())
                .contains("nothing-like-it that this login may see; --create-topics creates it");
        try (BrokerWatch watch = new BrokerWatch(broker.bootstrapServers(), new Properties())) {
            assertThat(watch.topics()).doesNotContain("mine.sensor", "nothing-like-it");
        }
    }

    private static Run replay(Path file, String topic) {
        return Run.spikelink(
                "replay",
                file,
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic",
                topic,
                "--speed",
                "max");
    }

    @Test
    void twoRecordingsOfOneNameAreRefused() throws Exception {
        Path a = DatFiles.write(folder.resolve("a/x.dat"), SEED, 1, 1);
        Path b = DatFiles.write(folder.resolve("b/x.dat"), SEED, 1, 1);
        List<Recording> both = new ArrayList<>(RecordingFiles.find(a).recordings());
        both.addAll(RecordingFiles.find(b).recordings());
        Replayer replayer =
                new Replayer(ReplayOptions.of(broker.bootstrapServers(), "t", Speed.MAX));

        assertThatThrownBy(() -> replayer.run(both, ReplayListener.NONE))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("(" + a + " and " + b + " both are 'x.dat')");
    }

    private static List<byte[]> cut(Recording file, long session) {
        CutOptions options = new CutOptions("test", file.name(), session, 10_000);
        List<byte[]> values = new ArrayList<>();
        try (Decoder decoder = Recordings.open(file.path())) {
            new BatchCutter(decoder, options, () -> 0L)
                    .forEachRemaining(batch -> values.add(SensorBatchEncoder.encode(batch)));
        }
        return values;
    }

    private static String key(ConsumerRecord<byte[], byte[]> read) {
        return new String(read.key(), UTF_8);
    }

    private static String label(ConsumerRecord<byte[], byte[]> read) {
        var label = read.headers().lastHeader("label");
        return label == null ? "none" : new String(label.value(), UTF_8);
    }

    private static long session(ConsumerRecord<byte[], byte[]> read) {
        return ((SensorBatch) SensorBatchDecoder.decode(read.key(), read.value(), null)).session();
    }
}
