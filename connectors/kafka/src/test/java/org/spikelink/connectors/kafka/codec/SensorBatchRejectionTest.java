package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.SensorBatchDecoderTest.withField;
import static org.spikelink.connectors.kafka.codec.WireBatches.ORIGIN;
import static org.spikelink.connectors.kafka.codec.WireBatches.decode;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.wire.Samples;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Rejected;

class SensorBatchRejectionTest {
    private static final byte[] KEY = utf8("dvs-1");

    @Test
    void aNullValue() {
        Rejected rejected = (Rejected) decode(KEY, null);

        assertThat(rejected.error()).isEqualTo("value must be a SensorBatch (got null)");
        assertThat(rejected.value()).isNull();
        assertThat(rejected.stream()).isEqualTo("dvs-1");
        assertThat(rejected.origin()).isEqualTo(ORIGIN);
    }

    @Test
    void anEmptyValue() {
        assertThat(error(decode(KEY, new byte[0])))
                .isEqualTo("value must be a SensorBatch (got 0 bytes)");
    }

    @Test
    void aValueOfMoreThanOneMebibyte() {
        byte[] value = new byte[SensorBatchDecoder.MAX_VALUE_BYTES + 1];

        Rejected rejected = (Rejected) decode(KEY, value);

        assertThat(rejected.error())
                .isEqualTo("value must have at most 1048576 bytes (got 1048577)");
        assertThat(rejected.value()).hasSize(Rejected.MAX_VALUE_BYTES);
        assertThat(rejected.truncated()).isTrue();
    }

    @Test
    void aValueOfExactlyOneMebibyteIsNotOne() {
        SensorBatch small =
                WireBatches.empty().setEvents(ByteString.copyFrom(new byte[1 << 20])).build();
        int envelope = small.getSerializedSize() - (1 << 20);
        SensorBatch full =
                WireBatches.empty()
                        .setEvents(ByteString.copyFrom(new byte[(1 << 20) - envelope]))
                        .build();
        assertThat(full.getSerializedSize()).isEqualTo(SensorBatchDecoder.MAX_VALUE_BYTES);

        assertThat(decode(full)).isInstanceOf(org.spikelink.core.record.SensorBatch.class);
    }

    @Test
    void bytesThatAreNoMessage() {
        assertThat(error(decode(KEY, utf8("{\"stream\":\"dvs-1\"}"))))
                .startsWith("value must be a SensorBatch (got ");
    }

    @Test
    void aMessageThatBreaksOff() {
        byte[] value = WireBatches.withEvents().build().toByteArray();

        assertThat(error(decode(KEY, Arrays.copyOf(value, value.length - 1))))
                .contains("truncated or malformed at byte");
    }

    @Test
    void noFormat() {
        assertThat(error(decode(WireBatches.empty().clearFormat().build())))
                .isEqualTo("format must be 1 (got none)");
    }

    @Test
    void anotherFormatVersionEvenIfTheRestMakesNoSense() {
        byte[] value = {0x08, 0x02, 0x7F, 0x7F};

        assertThat(error(decode(KEY, value))).isEqualTo("format must be 1 (got version 2)");
        assertThat(error(decode(WireBatches.empty().setFormat(-1).build())))
                .isEqualTo("format must be 1 (got version 4294967295)");
    }

    @Test
    void aFieldOfAnotherWireType() {
        byte[] value = withField(3, ByteString.copyFromUtf8("text")).toByteArray();

        assertThat(error(decode(KEY, value))).contains("field 3 with wire type 2");
    }

    @Test
    void anEmptyStream() {
        assertThat(error(decode(WireBatches.empty().clearStream().build())))
                .isEqualTo("stream must not be empty (got \"\")");
    }

    @Test
    void aStreamOfMoreThan1024Bytes() {
        String stream = "é".repeat(512) + "s";

        Rejected rejected = (Rejected) decode(WireBatches.empty().setStream(stream).build());

        assertThat(rejected.error()).isEqualTo("stream must have at most 1024 bytes (got 1025)");
        assertThat(rejected.stream()).isEqualTo(stream);
    }

    @Test
    void aStreamThatIsNotUtf8() {
        byte[] stream = {'s', (byte) 0xC3};
        byte[] value =
                WireBatches.empty()
                        .setStreamBytes(ByteString.copyFromUtf8("sX"))
                        .build()
                        .toByteArray();
        value[indexOf(value, 'X')] = (byte) 0xC3;

        assertThat(error(decode(stream, value)))
                .isEqualTo("stream must be valid UTF-8 (got \"s\uFFFD\")");
    }

    private static int indexOf(byte[] bytes, char wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new AssertionError("no " + wanted);
    }

    @Test
    void aMissingKey() {
        Rejected rejected = (Rejected) decode(null, WireBatches.empty().build().toByteArray());

        assertThat(rejected.error()).isEqualTo("key must be the stream \"dvs-1\" (got none)");
        assertThat(rejected.stream()).isEmpty();
    }

    @Test
    void aKeyOtherThanTheStream() {
        byte[] value = WireBatches.empty().build().toByteArray();

        assertThat(error(decode(utf8("dvs\n2"), value)))
                .isEqualTo("key must be the stream \"dvs-1\" (got \"dvs\\u000a2\")");
    }

    @Test
    void aHugeKeyIsQuotedInPartOnly() {
        byte[] key = utf8("é".repeat(500_000));

        Rejected rejected = (Rejected) decode(key, WireBatches.empty().build().toByteArray());

        assertThat(rejected.error()).hasSizeLessThan(200).endsWith("...\")");
        assertThat(rejected.stream()).isEqualTo("é".repeat(Rejected.MAX_STREAM_CHARS));
    }

    @Test
    void eventsAndSamplesTogether() {
        byte[] samples = WireBatches.withSamples().build().toByteArray();
        byte[] both = Arrays.copyOf(samples, samples.length + 2);
        both[samples.length] = 8 << 3 | 2; // events, of length 0

        assertThat(error(decode(KEY, both))).startsWith("payload must be events or samples");
    }

    @Test
    void samplesWithoutChannels() {
        assertThat(error(decode(samples(Samples.newBuilder().addValues(1)))))
                .isEqualTo("samples.channels must be in 1..2147483647 (got 0)");
    }

    @Test
    void packedSamplesThatAreNoWholeFloats() {
        byte[] value =
                withField(9, ByteString.copyFrom(new byte[] {0x0A, 3, 0, 0, 0, 0x10, 1}))
                        .toByteArray();

        assertThat(error(decode(KEY, value))).contains("whole floats of 4 bytes (got 3 bytes)");
    }

    @Test
    void aSequenceOf2ToThe63() {
        assertThat(error(decode(WireBatches.empty().setSequence(Long.MIN_VALUE).build())))
                .isEqualTo("sequence must be below 2^63 (got 9223372036854775808)");
    }

    @Test
    void moreShedEventsThan2ToThe62() {
        long most = 1L << 62;
        assertThat(decode(WireBatches.empty().setShedEvents(most).build()))
                .isInstanceOfSatisfying(
                        org.spikelink.core.record.SensorBatch.class,
                        b -> assertThat(b.shedEvents()).isEqualTo(most));
        assertThat(error(decode(WireBatches.empty().setShedEvents(most + 1).build())))
                .isEqualTo("shed_events must be from 0 to 2^62 (got 4611686018427387905)");
        assertThat(error(decode(WireBatches.empty().setShedEvents(-1).build())))
                .isEqualTo("shed_events must be from 0 to 2^62 (got 18446744073709551615)");
    }

    /** Their session, sequence and end still count, so the stepper rejects them. */
    @Test
    void whatTheStreamsStepperRejectsIsDecoded() {
        SensorBatch[] batches = {
            WireBatches.empty().setStartUs(-1).build(),
            WireBatches.empty().setUntilUs(Long.MAX_VALUE).build(),
            samples(Samples.newBuilder().addValues(Float.NaN).setChannels(1)),
            samples(Samples.newBuilder().addValues(1).addValues(2).addValues(3).setChannels(2))
        };
        for (SensorBatch batch : batches) {
            assertThat(decode(batch)).isInstanceOf(org.spikelink.core.record.SensorBatch.class);
        }
    }

    private static SensorBatch samples(Samples.Builder samples) {
        return WireBatches.empty().setSamples(samples).build();
    }

    private static String error(Incoming incoming) {
        assertThat(incoming).isInstanceOf(Rejected.class);
        return ((Rejected) incoming).error();
    }
}
