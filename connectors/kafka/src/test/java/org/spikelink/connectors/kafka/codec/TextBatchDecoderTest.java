package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

class TextBatchDecoderTest {
    private static final Origin ORIGIN = new Origin("t", 0, 5, 1_000);
    private static final String JSON_EVENTS =
            """
            {"session": "18446744073709551615", "sequence": 3, "start_us": 1000, "until_us": 2000, "end": true,
             "events": [[0, 1, 2, 1], [4294967295, 16383, 16383, false]], "camera": {"serial": [1, 2]}}
            """;
    private static final String CSV_EVENTS =
            """
            session,sequence,start_us,until_us,end
            18446744073709551615,3,1000,2000,true
            on,t,x,y
            1,0,1,2
            0,4294967295,16383,16383
            """
                    .replace("\n", "\r\n");

    private static Incoming decode(InputFormat format, String value) {
        return format.decode(utf8("cam"), utf8(value), ORIGIN, SessionHorizon.OFF);
    }

    private static String error(InputFormat format, String value) {
        Incoming read = decode(format, value);
        assertThat(read).isInstanceOf(Rejected.class);
        assertThat(((Rejected) read).value()).isEqualTo(utf8(value));
        return ((Rejected) read).error();
    }

    @Test
    void jsonAndCsvGiveTheSameBatchOfEvents() {
        for (InputFormat format : new InputFormat[] {InputFormat.JSON, InputFormat.CSV}) {
            String value = format == InputFormat.JSON ? JSON_EVENTS : CSV_EVENTS;
            SensorBatch batch = (SensorBatch) decode(format, value);

            assertThat(batch.stream()).isEqualTo("cam");
            assertThat(batch.session()).isEqualTo(-1);
            assertThat(batch.sequence()).isEqualTo(3);
            assertThat(batch.startUs()).isEqualTo(1_000);
            assertThat(batch.untilUs()).isEqualTo(2_000);
            assertThat(batch.end()).isTrue();
            assertThat(batch.shedEvents()).isZero();
            assertThat(batch.value()).isEqualTo(utf8(value));
            PackedEvents events = (PackedEvents) batch.payload();
            assertThat(events.count()).isEqualTo(2);
            assertThat(events.length()).isEqualTo(16);
            assertThat(events.get(0)).isEqualTo(PackedEvents.pack(0, 1, 2, true));
            assertThat(events.get(1))
                    .isEqualTo(PackedEvents.pack(4_294_967_295L, 16_383, 16_383, false));
        }
    }

    @Test
    void aSenderMaySayWhatItHasShed() {
        SensorBatch json =
                (SensorBatch)
                        decode(
                                InputFormat.JSON,
                                "{\"session\":1,\"sequence\":0,\"shed_events\":4611686018427387904}");
        SensorBatch csv =
                (SensorBatch) decode(InputFormat.CSV, "session,sequence,shed_events\n1,0,12");
        SensorBatch none =
                (SensorBatch) decode(InputFormat.CSV, "shed_events,session,sequence\n,1,0");
        assertThat(json.shedEvents()).isEqualTo(SensorBatch.MAX_SHED_EVENTS);
        assertThat(csv.shedEvents()).isEqualTo(12);
        assertThat(none.shedEvents()).isZero();
    }

    @Test
    void valuesOfSamplesMayBeMissing() {
        Incoming json =
                decode(
                        InputFormat.JSON,
                        "{\"session\":1,\"sequence\":0,\"samples\":{\"channels\":2,\"values\":[1,null,null,4]}}");
        Incoming csv = decode(InputFormat.CSV, "session,sequence\n1,0\na,b\n1,\n?,4\n");
        for (Incoming batch : new Incoming[] {json, csv}) {
            assertThat(((Samples) ((SensorBatch) batch).payload()).values())
                    .containsExactly(1, Float.NaN, Float.NaN, 4);
        }
        assertThat(error(InputFormat.CSV, "session,sequence\n1,0\na\n\n2"))
                .isEqualTo("a value must be a number (got \"\" on line 4)");
    }

    @Test
    void samplesAndBatchesWithoutPayloadWork() {
        SensorBatch json =
                (SensorBatch)
                        decode(
                                InputFormat.JSON,
                                "{\"session\":1,\"sequence\":0,\"until_us\":null,"
                                        + "\"samples\":{\"channels\":2,\"values\":[1.5,-2,3e2,4]}}");
        SensorBatch csv =
                (SensorBatch)
                        decode(
                                InputFormat.CSV,
                                "session,sequence,until_us\n1,0,\nax,ay\n1.5,-2\n3e2,4");
        for (SensorBatch batch : new SensorBatch[] {json, csv}) {
            Samples samples = (Samples) batch.payload();
            assertThat(samples.channels()).isEqualTo(2);
            assertThat(samples.values()).containsExactly(1.5f, -2, 300, 4);
            assertThat(batch.untilUs()).isEqualTo(SensorBatch.NO_UNTIL);
            assertThat(batch.end()).isFalse();
        }
        SensorBatch empty = (SensorBatch) decode(InputFormat.CSV, "session,sequence\n7,8");
        assertThat(((PackedEvents) empty.payload()).count()).isZero();
        assertThat(empty.sequence()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|value must be an object (got \"[\" at byte 0)",
                "{|value must be a JSON object (Unexpected end-of-input",
                "{\"sequence\":1}|a batch must have a session and a sequence (got no session)",
                "{\"session\":1}|a batch must have a session and a sequence (got no sequence)",
                "{\"session\":-1,\"sequence\":0}|session must be from 0 to 2^64-1 (got \"-1\")",
                "{\"session\":1,\"sequence\":-1}|sequence must be from 0 to 2^63-1 (got -1)",
                "{\"session\":1.5,\"sequence\":0}|session must be a whole number (got \"1.5\" at byte 11)",
                "{\"session\":1,\"sequence\":99999999999999999999}|value must be a JSON object (Numeric value",
                "{\"format\":2}|format must be 1 (got version 2)",
                "{\"stream\":\"other\"}|stream must be the record's key \"cam\" (got \"other\")",
                "{\"events\":[[1,2,3]]}|on of event 0 must be 0, 1, true or false (got \"]\" at byte 17)",
                "{\"events\":[[1,2,3,2]]}|on of event 0 must be from 0 to 1 (got 2)",
                "{\"events\":[[1,2,3,1],[1,16384,0,1]]}|x of event 1 must be from 0 to 16383 (got 16384)",
                "{\"events\":[[-1,2,3,1]]}|t of event 0 must be from 0 to 4294967295 (got -1)",
                "{\"events\":[[1,2,3,1,5]]}|an event [t, x, y, on] must be a list of 4 (got \"5\" at byte 20)",
                "{\"samples\":{\"values\":[\"a\"]}}|samples.values must be numbers (got \"a\" at byte 22)",
                "{\"session\":1,\"sequence\":0,\"samples\":{\"values\":[1]}}|channels must be from 1 to 2^31-1 (got 0)",
                "{\"session\":1,\"sequence\":0,\"events\":[],\"samples\":{}}|payload must be events or samples (got",
                "{\"session\":1,\"sequence\":0,\"shed_events\":-1}|shed_events must be from 0 to 2^62 (got -1)",
                "{\"shed_events\":\"9\"}|shed_events must be a whole number (got \"9\" at byte 15)",
                "{}{}|value must be one JSON object (got \"{\" at byte 2)",
            })
    void brokenJsonIsRejectedWithTheRule(String value, String error) {
        assertThat(error(InputFormat.JSON, value)).startsWith(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|a field must be session, sequence, start_us, until_us, end or shed_events (got \"x\")",
                "session,sequence|session must be from 0 to 2^64-1 (got \"\")",
                "session,sequence\\n1|a line has too few values (got \"1\" on line 2)",
                "session,sequence\\n1,2,3|a line has too many values (got \"2\" on line 2)",
                "session,sequence\\n1,b|sequence must be a whole number (got \"b\")",
                "session,sequence,shed_events\\n1,2,4611686018427387905|shed_events must be from 0 to 2^62 (got 4611686018427387905)",
                "session,sequence,end\\n1,2,no|end must be true or false (got \"no\")",
                "session,sequence\\n1,2\\nt,x,y,on\\n1,2,3|a line has too few values (got \"3\" on line 4)",
                "session,sequence\\n1,2\\nt,x,y,on\\n1,2,-3,1|a value must be a whole number from 0, of at most 18 digits (got \"-3\" on line 4)",
                "session,sequence\\n1,2\\nt,x,y,on\\n1,2,3,4|on of event 0 must be from 0 to 1 (got 4)",
                "session,sequence\\n1,2\\na\\n1d|a value must be a number (got \"1d\" on line 4)",
            })
    void brokenCsvIsRejectedWithTheRule(String value, String error) {
        assertThat(error(InputFormat.CSV, value.replace("\\n", "\n"))).isEqualTo(error);
    }

    @Test
    void theKeyIsTheStream() {
        for (InputFormat format : new InputFormat[] {InputFormat.JSON, InputFormat.CSV}) {
            assertThat(format.decode(null, utf8("{}"), ORIGIN, SessionHorizon.OFF))
                    .extracting(read -> ((Rejected) read).error())
                    .isEqualTo("key must be the stream's name, 1 to 1024 bytes (got none)");
            assertThat(
                            format.decode(
                                    new byte[] {(byte) 0xFF},
                                    utf8("{}"),
                                    ORIGIN,
                                    SessionHorizon.OFF))
                    .extracting(read -> ((Rejected) read).error())
                    .asString()
                    .startsWith("key must be valid UTF-8");
            assertThat(format.decode(utf8("cam"), null, ORIGIN, SessionHorizon.OFF))
                    .extracting(read -> ((Rejected) read).error())
                    .isEqualTo("value must be " + format + " (got null)");
        }
        SessionHorizon day = new SessionHorizon(Duration.ofDays(1));
        assertThat(InputFormat.JSON.decode(utf8("cam"), utf8(JSON_EVENTS), ORIGIN, day))
                .extracting(read -> ((Rejected) read).error())
                .asString()
                .startsWith("session must be at most ");
    }

    @Test
    void anyBytesAreABatchOrARejection() {
        SplittableRandom random = new SplittableRandom(11);
        for (InputFormat format : new InputFormat[] {InputFormat.JSON, InputFormat.CSV}) {
            byte[] good = utf8(format == InputFormat.JSON ? JSON_EVENTS : CSV_EVENTS);
            for (int round = 0; round < 20_000; round++) {
                byte[] value = good.clone();
                for (int change = random.nextInt(1, 4); change > 0; change--) {
                    value[random.nextInt(value.length)] =
                            random.nextBoolean()
                                    ? good[random.nextInt(good.length)]
                                    : (byte) random.nextInt(256);
                }
                int length = random.nextInt(4) == 0 ? random.nextInt(value.length) : value.length;
                byte[] cut = java.util.Arrays.copyOf(value, length);
                assertThat(format.decode(utf8("cam"), cut, ORIGIN, SessionHorizon.OFF)).isNotNull();
            }
        }
    }

    @Test
    void theLargestRecordsTakeMemoryInProportion() {
        String head = "{\"session\":1,\"sequence\":0,";
        int room = SensorBatchDecoder.MAX_VALUE_BYTES;
        checkMemory(
                InputFormat.JSON,
                head + "\"events\":[" + "[0,0,0,0],".repeat(room / 10 - 9) + "[0,0,0,0]]}");
        checkMemory(
                InputFormat.JSON,
                head
                        + "\"samples\":{\"channels\":1,\"values\":["
                        + "0,".repeat(room / 2 - 40)
                        + "0]}}");
        checkMemory(InputFormat.JSON, "[".repeat(room));
        checkMemory(
                InputFormat.CSV,
                "session,sequence\n1,2\nt,x,y,on\n" + "0,0,0,0\n".repeat(room / 8 - 8));
        checkMemory(InputFormat.CSV, "session,sequence\n1,2\na\n" + "0\n".repeat(room / 2 - 20));
        checkMemory(InputFormat.CSV, ",".repeat(room));
        checkMemory(InputFormat.CSV, "session,sequence\n1,2\n" + ",".repeat(room - 30));
    }

    private static void checkMemory(InputFormat format, String value) {
        byte[] bytes = utf8(value);
        assertThat(bytes.length).isLessThanOrEqualTo(SensorBatchDecoder.MAX_VALUE_BYTES);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Incoming read = format.decode(utf8("cam"), bytes, ORIGIN, SessionHorizon.OFF);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(read).isNotNull();
        // Text of numbers is short-lived: what is kept is at most twice the record.
        assertThat(allocated).isLessThan(80L * SensorBatchDecoder.MAX_VALUE_BYTES);
    }
}
