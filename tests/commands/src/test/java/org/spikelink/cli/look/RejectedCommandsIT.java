package org.spikelink.cli.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.flink.OutgoingRecordSchema;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;
import org.spikelink.tools.rejected.BatchJson;
import org.spikelink.tools.rejected.RejectedList;

/** The commands on a broker, with records rejected as the job rejects them. */
@ExtendWith(SharedBroker.class)
class RejectedCommandsIT {
    private static final String OUT_OF_RANGE = "event 0: x must be 0..33 (got 34)";

    private static LocalBroker broker;
    private static Clients clients;

    @TempDir Path folder;

    private String sensors;
    private String rejected;
    private long offset;

    @BeforeAll
    static void start(LocalBroker shared) throws Exception {
        broker = shared;
        clients = new Clients(broker);
    }

    @AfterAll
    static void stop() {
        clients.close();
    }

    private void topics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        sensors = name + ".sensors";
        rejected = name + ".rejected";
        broker.kafka().createTopics(2, sensors, rejected);
    }

    private static SensorBatch batch(String stream, long session, long sequence, boolean end) {
        Origin nowhere = new Origin("", 0, 0, 0);
        byte[] event = new byte[8];
        PackedEvents.put(event, 0, PackedEvents.pack(7, 3, 4, true));
        return new SensorBatch(
                stream,
                session,
                sequence,
                1_000 * sequence,
                SensorBatch.NO_UNTIL,
                end,
                new PackedEvents(event),
                nowhere,
                event);
    }

    /** A batch that arrives in the sensors topic. */
    private void sent(SensorBatch batch) throws Exception {
        clients.send(sensors, batch.stream().getBytes(UTF_8), SensorBatchEncoder.encode(batch));
    }

    /** A batch that was sent under a key, and rejected by the decoder, or else with an error by the stepper. */
    private void rejected(SensorBatch batch, String key, String error) {
        byte[] value = SensorBatchEncoder.encode(batch);
        Origin origin = new Origin(sensors, 0, offset++, 1_700_000_000_000L);
        Incoming read = SensorBatchDecoder.decode(key.getBytes(UTF_8), value, origin);
        write(read instanceof SensorBatch counted ? counted.rejected(error) : (Rejected) read);
    }

    private void write(Rejected record) {
        Topics topics = new Topics(sensors, "spikes", "classes", rejected);
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> written =
                    new OutgoingRecordSchema(topics, OutputFormat.PROTOBUF)
                            .serialize(record, null, null);
            assertThat(producer.send(written)).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private Run rejectedCommand(String command, Object... options) {
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "rejected",
                                command,
                                "--bootstrap-servers",
                                broker.bootstrapServers(),
                                "--rejected-topic",
                                rejected,
                                "--group",
                                rejected));
        args.addAll(List.of(options));
        return Run.spikelink(args.toArray());
    }

    private List<String> read(int count) {
        return batches(count).stream().map(RejectedCommandsIT::text).toList();
    }

    private List<SensorBatch> batches(int count) {
        List<SensorBatch> batches = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : clients.read(sensors, count)) {
            Incoming read =
                    SensorBatchDecoder.decode(
                            record.key(), record.value(), new Origin("", 0, 0, 0));
            batches.add((SensorBatch) read);
        }
        return batches;
    }

    private static String text(SensorBatch batch) {
        return "%s %d %d%s"
                .formatted(
                        batch.stream(),
                        batch.session(),
                        batch.sequence(),
                        batch.end() ? " end" : "");
    }

    @Test
    void batchesUnderAWrongKeyGoBackAsTheyAreUnderTheirStreamOnceHoweverOften(TestInfo test)
            throws Exception {
        topics(test);
        sent(batch("cam", 5, 0, true)); // an older session, over
        rejected(batch("cam", 9, 2, true), "wrong", "");
        rejected(batch("cam", 9, 0, false), "wrong", "");
        rejected(batch("cam", 9, 1, false), "wrong", "");
        rejected(batch("cam", 9, 1, false), "wrong", ""); // as after a restart of the job

        Run dry = rejectedCommand("replay", "--dry-run");
        Run first = rejectedCommand("replay");
        Run second = rejectedCommand("replay");

        assertThat(dry.out()).contains("3 batches would be resent");
        assertThat(first.out())
                .contains("resend as session 9, unchanged")
                .contains("3 batches resent (1 repeats left out), 0 skipped");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.out())
                .startsWith("0 batches resent, 0 skipped, 0 not selected, 4 resent before");
        assertThat(read(4)).containsExactly("cam 5 0 end", "cam 9 0", "cam 9 1", "cam 9 2 end");
    }

    @Test
    void aSessionThatTheJobHasCountedIsSkippedUnlessANewSessionIsRequested(TestInfo test)
            throws Exception {
        topics(test);
        SensorBatch last = batch("cam", 4, 3, true);
        for (SensorBatch batch :
                List.of(batch("cam", 4, 1, false), batch("cam", 4, 2, false), last)) {
            sent(batch);
            rejected(batch, "cam", OUT_OF_RANGE);
        }

        Run asTheyAre = rejectedCommand("replay");
        Run renumbered = rejectedCommand("replay", "--new-session");

        assertThat(asTheyAre.code()).isEqualTo(1);
        assertThat(asTheyAre.out())
                .contains("the job has counted this session")
                .contains("0 batches resent, 3 skipped");
        assertThat(renumbered.code()).as(renumbered.err()).isZero();
        assertThat(renumbered.out()).contains("resend as session 5 of cam, renumbered");
        assertThat(read(6)).endsWith("cam 5 0", "cam 5 1", "cam 5 2 end");
    }

    @Test
    void aRunningSessionIsClosedOnlyWhenThatIsAskedForAndAStreamBesideItDisturbsNobody(
            TestInfo test) throws Exception {
        topics(test);
        SensorBatch bad = batch("cam", 4, 0, false);
        sent(bad);
        sent(batch("cam", 4, 1, false));
        rejected(bad, "cam", OUT_OF_RANGE);
        rejected(batch("cam", 6, 0, false), "wrong", "");

        Run plain = rejectedCommand("replay");
        Run renumbered = rejectedCommand("replay", "--new-session");
        assertThat(plain.code()).isEqualTo(1);
        assertThat(plain.out()).contains("it would close the open session 4 of cam");
        assertThat(renumbered.code()).isEqualTo(1);
        assertThat(renumbered.out()).contains("0 batches resent, 2 skipped");

        Run beside = rejectedCommand("replay", "--stream-suffix", ".again", "--where", "x must be");
        Run closing = rejectedCommand("replay", "--close-open-sessions");

        assertThat(beside.code()).as(beside.out()).isZero();
        assertThat(beside.out()).contains("resend as session 4 of cam.again, renumbered");
        assertThat(closing.code()).as(closing.out()).isZero();
        assertThat(closing.out())
                .contains("resend as session 6, unchanged")
                .contains("1 resent before");
        assertThat(read(4)).contains("cam.again 4 0 end", "cam 6 0");
    }

    @Test
    void aSensorThatMovedOnIsNotSetBackAndWhatIsNoBatchStays(TestInfo test) throws Exception {
        topics(test);
        sent(batch("cam", 8, 0, true));
        rejected(batch("cam", 7, 0, true), "wrong", "");
        Origin origin = new Origin(sensors, 1, 5, 0);
        write(
                Rejected.of(
                        "cam",
                        new byte[] {1, 2, 3},
                        "value must be a SensorBatch (got 3 ...)",
                        origin));
        write(Rejected.of("cam", new byte[1_000_000], "value must have at most ...", origin));

        Run run = rejectedCommand("replay");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("the stream is in the larger session 8")
                .contains("1 cannot be resent: the value is truncated")
                .contains("1 cannot be resent: not a batch");
        assertThat(read(1)).containsExactly("cam 8 0 end");
    }

    @Test
    void anotherTopicMayTakeThemAndOnlyThoseAskedForGo(TestInfo test) throws Exception {
        topics(test);
        broker.kafka().createTopics(1, rejected + ".to");
        rejected(batch("a", 1, 0, true), "wrong", "");
        rejected(batch("b", 1, 0, true), "b", OUT_OF_RANGE);

        Run run = rejectedCommand("replay", "--where", "^key must", "--to", rejected + ".to");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 batches resent, 0 skipped, 1 not selected");
        List<ConsumerRecord<byte[], byte[]>> there = clients.read(rejected + ".to", 1);
        assertThat(new String(there.get(0).key(), UTF_8)).isEqualTo("a");
        assertThat(new String(there.get(0).headers().lastHeader("resent-from").value(), UTF_8))
                .startsWith(rejected + "/");
    }

    @Test
    void theListCountsByRuleAndShowsWhatWasResent(TestInfo test) throws Exception {
        topics(test);
        for (int n = 0; n < 3; n++) {
            rejected(batch("cam-" + n, 1, 0, true), "wrong", "");
        }
        rejected(batch("b", 1, 0, true), "b", OUT_OF_RANGE);
        rejectedCommand("replay", "--where", "cam-1");

        Run text = rejectedCommand("list");
        assertThat(text.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(rejectedCommand("list", "--json").out());

        assertThat(text.code()).isZero();
        assertThat(text.out())
                .startsWith("4 records rejected, 1 of them resent")
                .contains("| 3       | key must be the stream ...")
                .contains("| 1       | event ...: x must be 0..33")
                .contains(sensors + "/0/3");
        assertThat(json.get("records").asInt()).isEqualTo(4);
        assertThat(json.get("by_error").get(0).get("records").asInt()).isEqualTo(3);
        assertThat(json.get("latest")).hasSize(4);
        assertThat(json.get("latest").findValues("resent"))
                .extracting(JsonNode::asBoolean)
                .containsOnlyOnce(true);
    }

    @Test
    void whatIsExportedIsSentAsItWasEditedOnceWithTheBookkeepingOfAReplay(TestInfo test)
            throws Exception {
        topics(test);
        SensorBatch counted = batch("cam", 4, 0, true);
        sent(counted);
        rejected(counted, "cam", OUT_OF_RANGE);
        rejected(batch("dvs", 9, 0, false), "wrong", "");
        write(Rejected.of("x", new byte[] {1, 2, 3}, "value must be a SensorBatch ...", origin()));
        write(Rejected.of("y", new byte[1_000_000], "value must have at most ...", origin()));
        Path file = folder.resolve("rejected.jsonl");

        Run export = rejectedCommand("export", "--out", file);
        Run twice = rejectedCommand("export", "--out", file);

        assertThat(export.err()).isEmpty();
        assertThat(export.out()).startsWith("4 records exported, 2 of them not batches");
        assertThat(twice.code()).isEqualTo(1);
        assertThat(twice.err()).contains("rejected export: " + file + ": the file must not exist");
        Map<String, ObjectNode> lines = lines(file);
        ObjectNode events = (ObjectNode) lines.get("cam").get("batch");
        assertThat(events.get("events")).hasToString("[[7,3,4,1]]");
        events.withArray("events").addArray().add(8).add(5).add(6).add(0);
        ObjectNode moved = (ObjectNode) lines.get("wrong").get("batch");
        moved.put("stream", "dvs-2").put("end", true);
        lines.get("x").put("value", base64(batch("replaced", 1, 0, true)));
        lines.get("y").set("batch", BatchJson.of(wire(batch("rewritten", 2, 0, true))));
        write(file, lines.values());

        Run skipped = rejectedCommand("replay", "--from", file);
        Run dry = rejectedCommand("replay", "--from", file, "--new-session", "--dry-run");
        Run renumbered = rejectedCommand("replay", "--from", file, "--new-session");
        Run again = rejectedCommand("replay", "--from", file, "--new-session");
        Run rest = rejectedCommand("replay");

        assertThat(skipped.code()).isEqualTo(1);
        assertThat(skipped.out())
                .contains("the job has counted this session")
                .contains("a file is resent completely or not at all")
                .contains("0 batches resent, 4 skipped");
        assertThat(dry.out()).contains("4 batches would be resent");
        assertThat(renumbered.code()).as(renumbered.out() + renumbered.err()).isZero();
        assertThat(renumbered.out()).contains("4 batches resent, 0 skipped");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains(file + ": line 1: ", ": it was resent before");
        assertThat(rest.out())
                .startsWith("0 batches resent, 0 skipped, 0 not selected, 4 resent before");
        List<SensorBatch> sent = batches(5);
        assertThat(sent)
                .extracting(RejectedCommandsIT::text)
                .containsExactlyInAnyOrder(
                        "cam 4 0 end",
                        "cam 5 0 end",
                        "dvs-2 9 0 end",
                        "replaced 1 0 end",
                        "rewritten 2 0 end");
        assertThat(sent)
                .filteredOn(batch -> batch.session() == 5)
                .singleElement()
                .satisfies(batch -> assertThat(batch.measurements()).isEqualTo(2));
    }

    @Test
    void aFileWithAnInvalidLineIsRejectedWithTheLineNumberAndNothingIsSent(TestInfo test)
            throws Exception {
        topics(test);
        rejected(batch("a", 1, 0, true), "wrong", "");
        rejected(batch("b", 1, 0, true), "b-wrong", "");
        write(Rejected.of("x", new byte[] {1, 2, 3}, "value must be a SensorBatch ...", origin()));
        write(Rejected.of("y", new byte[1_000_000], "value must have at most ...", origin()));
        Path file = folder.resolve("rejected.jsonl");
        rejectedCommand("export", "--out", file);

        rejectedWith(file, "wrong", l -> l.put("offset", 77), "no record 0/77 that waits");
        rejectedWith(file, "wrong", l -> l.put("partition", 5), "that waits to be resent");
        rejectedWith(file, "wrong", l -> l.put("topic", "other"), "must be the rejected topic");
        rejectedWith(file, "wrong", l -> l.put("offsett", 1), "offsett is not a key");
        rejectedWith(file, "wrong", l -> l.put("value", "AAAA"), "value must be unchanged");
        rejectedWith(file, "wrong", l -> batchOf(l).put("stream", ""), "stream must not be empty");
        rejectedWith(file, "wrong", l -> batchOf(l).put("ende", 1), "batch.ende is not a key");
        rejectedWith(
                file,
                "wrong",
                l -> batchOf(l).put("stream", "b").put("start_us", 9),
                "must identify one batch");
        rejectedWith(file, "x", l -> {}, "line 1: ");
        rejectedWith(file, "y", l -> {}, "the value is truncated");
        rejectedWith(file, "x", l -> l.putNull("value"), "value must be a SensorBatch (got null)");
        Files.writeString(file, "\n{]\n");
        assertThat(rejectedCommand("replay", "--from", file).err())
                .contains("line 2: must be JSON");

        assertThat(rejectedCommand("list").out()).startsWith("4 records rejected, 0 of them");
    }

    /** Edits the line of a key and keeps that and {@code b}'s. */
    private void rejectedWith(Path file, String key, Consumer<ObjectNode> edit, String expected)
            throws Exception {
        Map<String, ObjectNode> lines = lines(file);
        edit.accept(lines.get(key));
        Path edited = folder.resolve("edited.jsonl");
        write(edited, List.of(lines.get(key), lines.get("b-wrong")));

        Run run = rejectedCommand("replay", "--from", edited);

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.err()).contains("rejected replay: " + edited + ": line ", expected);
        assertThat(run.err().lines()).hasSize(1);
    }

    private static ObjectNode batchOf(ObjectNode line) {
        return (ObjectNode) line.get("batch");
    }

    /** By key. */
    private static Map<String, ObjectNode> lines(Path file) throws Exception {
        Map<String, ObjectNode> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(line);
            lines.put(json.get("key").asText(), json);
        }
        return lines;
    }

    private static void write(Path file, Collection<ObjectNode> lines) throws Exception {
        Files.write(file, lines.stream().map(ObjectNode::toString).toList());
    }

    private Origin origin() {
        return new Origin(sensors, 1, 5, 0);
    }

    private static String base64(SensorBatch batch) {
        return Base64.getEncoder().encodeToString(SensorBatchEncoder.encode(batch));
    }

    private static org.spikelink.connectors.kafka.wire.SensorBatch wire(SensorBatch batch)
            throws Exception {
        return org.spikelink.connectors.kafka.wire.SensorBatch.parseFrom(
                SensorBatchEncoder.encode(batch));
    }

    @Test
    void invalidUsageAndAMissingTopicAreReportedInOneLine() {
        rejected = "none";
        Run both = rejectedCommand("replay", "--new-session", "--stream-suffix", "x");
        Run fromWhere = rejectedCommand("replay", "--from", "x", "--where", "x");
        assertThat(fromWhere.code()).isEqualTo(2);
        assertThat(fromWhere.err()).contains("from and where must not be given together");
        Run absent = rejectedCommand("replay", "--from", "absent.jsonl");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err())
                .isEqualToIgnoringNewLines(
                        "rejected replay: absent.jsonl: the file cannot be read (NoSuchFileException:"
                                + " absent.jsonl)");
        Run regex = rejectedCommand("list", "--where", "(");
        Run missing = rejectedCommand("list");

        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("stream-suffix and new-session must not be given together");
        assertThat(regex.code()).isEqualTo(2);
        assertThat(regex.err()).contains("must be a regular expression (got (: ");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualToIgnoringNewLines(
                        "rejected list: the broker at %s has no topic none that this login may see"
                                .formatted(broker.bootstrapServers()));
    }

    @Test
    void rulesAreErrorsWithoutTheirValues() {
        Map<String, String> rules =
                Map.of(
                        "key must be the stream \"a\" (got \"b (got c)\")",
                        "key must be the stream ...",
                        "session 1700000000000000 has ended (got sequence 3)",
                        "session ... has ended",
                        OUT_OF_RANGE,
                        "event ...: x must be 0..33");
        rules.forEach((error, rule) -> assertThat(RejectedList.rule(error)).isEqualTo(rule));
    }
}
