package org.spikelink.cli.sensors;

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
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.playback.BatchCutter;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;
import org.spikelink.sensors.play.ReplayException;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.play.ReplayOptions;
import org.spikelink.sensors.play.ReplayResult;
import org.spikelink.sensors.play.SensorPlayer;
import org.spikelink.sensors.play.Speed;

@ExtendWith(SharedBroker.class)
class SensorPlayerIT {
    private static final long SEED = 7;
    private static final Origin ORIGIN = new Origin("spikelink.sensors", 0, 0, 0);

    private static LocalBroker broker;
    private static Clients clients;

    @TempDir Path folder;

    @BeforeAll
    static void start(LocalBroker shared) throws Exception {
        broker = shared;
        broker.kafka().createTopics(4, "paced", "series", "looped", "none", "t");
        clients = new Clients(broker);
    }

    @AfterAll
    static void stop() {
        clients.close();
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
        ReplayOptions options = ReplayOptions.of(broker.kafka(), "paced", new Speed(2));

        long startMs = System.currentTimeMillis();
        ReplayResult result =
                new SensorPlayer(options)
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
        // From the start: on a busy machine the first is late, and the others are not.
        assertThat(times.get(50) - startMs).isGreaterThanOrEqualTo(245);
        assertThat(times.get(100) - startMs).isGreaterThanOrEqualTo(495);
    }

    @Test
    void eachSeriesOfAFileIsAStreamWithItsLabel() throws Exception {
        Files.writeString(
                folder.resolve("x.ts"),
                "@classLabel true up down\n@data\n1,2,3:4,5,6:up\n7:8:down\n");
        ReplayOptions options =
                ReplayOptions.of(broker.kafka(), "series", Speed.MAX).withPeriod(6_000);

        ReplayResult result =
                new SensorPlayer(options)
                        .run(RecordingFiles.find(folder).recordings(), ReplayListener.NONE);

        assertThat(result.events()).isEqualTo(4);
        assertThat(result.batchesOfStream())
                .containsOnly(Map.entry("x.ts/0", 3L), Map.entry("x.ts/1", 1L));
        for (ConsumerRecord<byte[], byte[]> read : clients.read("series", 4)) {
            assertThat(label(read)).isEqualTo(key(read).equals("x.ts/0") ? "up" : "down");
            SensorBatch batch =
                    (SensorBatch) SensorBatchDecoder.decode(read.key(), read.value(), ORIGIN);
            assertThat(batch.measurements()).isEqualTo(1);
            assertThat(batch.startUs()).isEqualTo(6_000 * batch.sequence());
        }
    }

    @Test
    void eachRoundOfALoopIsALaterSessionUntilCancelled() throws Exception {
        DatFiles.write(folder.resolve("a.dat"), SEED, 30, 1_000);
        ReplayOptions options = ReplayOptions.of(broker.kafka(), "looped", Speed.MAX).looping();
        SensorPlayer replayer = new SensorPlayer(options);
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
        ReplayOptions options = ReplayOptions.of(broker.kafka(), "none", Speed.SENSOR).looping();
        SensorPlayer replayer = new SensorPlayer(options);
        Thread stop = new Thread(() -> cancelLater(replayer));
        stop.start();

        ReplayResult result =
                replayer.run(RecordingFiles.find(folder).recordings(), ReplayListener.NONE);

        assertThat(result.recordings()).isBetween(0L, 1 + (long) (result.seconds() * 100));
    }

    private static void cancelLater(SensorPlayer replayer) {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        replayer.cancel();
    }

    @Test
    void aMissingTopicIsReportedWithTheNearestName() throws Exception {
        Path file = DatFiles.write(folder.resolve("a.dat"), SEED, 1, 1);
        broker.kafka().createTopics(1, "mine.sensors");

        Run misspelt = replay(file, "mine.sensor");
        Run other = replay(file, "nothing-like-it");

        assertThat(misspelt.code()).isEqualTo(1);
        assertThat(misspelt.err())
                .isEqualToIgnoringNewLines(
                        "replay: the broker at "
                                + broker.bootstrapServers()
                                + " has no topic mine.sensor (nearest: mine.sensors) that this login may"
                                + " see; --create-topics creates it");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err())
                .contains("nothing-like-it that this login may see; --create-topics creates it");
        try (BrokerWatch watch = new BrokerWatch(broker.kafka())) {
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
    void twoRecordingsWithTheSameNameAreRejected() throws Exception {
        Path a = DatFiles.write(folder.resolve("a/x.dat"), SEED, 1, 1);
        Path b = DatFiles.write(folder.resolve("b/x.dat"), SEED, 1, 1);
        List<Recording> both = new ArrayList<>(RecordingFiles.find(a).recordings());
        both.addAll(RecordingFiles.find(b).recordings());
        SensorPlayer replayer = new SensorPlayer(ReplayOptions.of(broker.kafka(), "t", Speed.MAX));

        assertThatThrownBy(() -> replayer.run(both, ReplayListener.NONE))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("(" + a + " and " + b + " are both 'x.dat')");
    }

    private static List<byte[]> cut(Recording file, long session) {
        CutOptions options = new CutOptions("test", file.name(), session, 10_000);
        List<byte[]> values = new ArrayList<>();
        try (EventDecoder decoder = Recordings.open(file.path())) {
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
        return ((SensorBatch) SensorBatchDecoder.decode(read.key(), read.value(), ORIGIN))
                .session();
    }
}
