package org.spikelink.jobs.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.spikelink.connectors.kafka.OutgoingRecordSchema;
import org.spikelink.connectors.kafka.OutputFormat;
import org.spikelink.connectors.kafka.SensorBatchDecoder;
import org.spikelink.connectors.kafka.SensorBatchEncoder;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.Clients;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.cli.Run;

/** The commands on a broker, with records rejected as the job rejects them. */
class RejectedCommandsTest {
    private static final String OUT_OF_RANGE = "event 0: x must be 0..33 (got 34)";

    private static LocalBroker broker;
    private static Clients clients;

    private String sensors;
    private String rejected;
    private long offset;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
        clients = new Clients(broker);
    }

    @AfterAll
    static void stop() {
        clients.close();
        broker.close();
    }

    private void topics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        sensors = name + ".sensors";
        rejected = name + ".rejected";
        broker.createTopics(2, sensors, rejected);
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
        List<String> batches = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : clients.read(sensors, count)) {
            Incoming read =
                    SensorBatchDecoder.decode(
                            record.key(), record.value(), new Origin("", 0, 0, 0));
            SensorBatch batch = (SensorBatch) read;
            batches.add(
                    "%s %d %d%s"
                            .formatted(
                                    batch.stream(),
                                    batch.session(),
                                    batch.sequence(),
                                    batch.end() ? " end" : ""));
        }
        return batches;
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
                .contains("resend as session 9, as it was")
                .contains("3 batches resent (and 1 repeats of them left out), 0 refused");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.out())
                .startsWith("0 batches resent, 0 refused, 0 not asked for, 4 resent before");
        assertThat(read(4)).containsExactly("cam 5 0 end", "cam 9 0", "cam 9 1", "cam 9 2 end");
    }

    @Test
    void aSessionThatTheJobHasCountedIsRefusedAndGoesAsANewOneWhenAskedFor(TestInfo test)
            throws Exception {
        topics(test);
        SensorBatch last = batch("cam", 4, 3, true);
        for (SensorBatch batch :
                List.of(batch("cam", 4, 1, false), batch("cam", 4, 2, false), last)) {
            sent(batch);
            rejected(batch, "cam", OUT_OF_RANGE);
        }

        Run asTheyAre = rejectedCommand("replay");
        Run anew = rejectedCommand("replay", "--new-session");

        assertThat(asTheyAre.code()).isEqualTo(1);
        assertThat(asTheyAre.out())
                .contains("the job has counted this session")
                .contains("0 batches resent, 3 refused");
        assertThat(anew.code()).as(anew.err()).isZero();
        assertThat(anew.out()).contains("resend as session 5 of cam, numbered anew");
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
        Run anew = rejectedCommand("replay", "--new-session");
        assertThat(plain.code()).isEqualTo(1);
        assertThat(plain.out()).contains("it would close the open session 4 of cam");
        assertThat(anew.code()).isEqualTo(1);
        assertThat(anew.out()).contains("0 batches resent, 2 refused");

        Run beside = rejectedCommand("replay", "--stream-suffix", ".again", "--where", "x must be");
        Run closing = rejectedCommand("replay", "--close-open-sessions");

        assertThat(beside.code()).as(beside.out()).isZero();
        assertThat(beside.out()).contains("resend as session 4 of cam.again, numbered anew");
        assertThat(closing.code()).as(closing.out()).isZero();
        assertThat(closing.out())
                .contains("resend as session 6, as it was")
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
                .contains("1 cannot be resent: bytes are missing")
                .contains("1 cannot be resent: no batch");
        assertThat(read(1)).containsExactly("cam 8 0 end");
    }

    @Test
    void anotherTopicMayTakeThemAndOnlyThoseAskedForGo(TestInfo test) throws Exception {
        topics(test);
        broker.createTopics(1, rejected + ".to");
        rejected(batch("a", 1, 0, true), "wrong", "");
        rejected(batch("b", 1, 0, true), "b", OUT_OF_RANGE);

        Run run = rejectedCommand("replay", "--where", "^key must", "--to", rejected + ".to");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 batches resent, 0 refused, 1 not asked for");
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
                .contains("| 1       | event 0: x must be 0..33")
                .contains(sensors + "/0/3");
        assertThat(json.get("records").asInt()).isEqualTo(4);
        assertThat(json.get("by_error").get(0).get("records").asInt()).isEqualTo(3);
        assertThat(json.get("latest")).hasSize(4);
        assertThat(json.get("latest").findValues("resent"))
                .extracting(JsonNode::asBoolean)
                .containsOnlyOnce(true);
    }

    @Test
    void wrongUseAndAMissingTopicAreToldInALine() {
        rejected = "none";
        Run both = rejectedCommand("replay", "--new-session", "--stream-suffix", "x");
        Run regex = rejectedCommand("list", "--where", "(");
        Run missing = rejectedCommand("list");

        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("stream-suffix and new-session must not be given together");
        assertThat(regex.code()).isEqualTo(2);
        assertThat(regex.err()).contains("must be a regular expression (got (: ");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualToIgnoringNewLines("rejected list: the broker has no topic none");
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
                        "event 0: x must be 0..33");
        rules.forEach((error, rule) -> assertThat(RejectedList.rule(error)).isEqualTo(rule));
    }
}
