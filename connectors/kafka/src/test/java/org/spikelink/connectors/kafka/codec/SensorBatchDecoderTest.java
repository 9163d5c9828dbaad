package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.WireBatches.ORIGIN;
import static org.spikelink.connectors.kafka.codec.WireBatches.decode;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.wire.Samples;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

class SensorBatchDecoderTest {
    @Test
    void everyFieldArrives() {
        var record = WireBatches.withEvents().build();

        SensorBatch batch = (SensorBatch) decode(record);

        assertThat(batch.stream()).isEqualTo("dvs-1");
        assertThat(batch.session()).isEqualTo(0xFEDC_BA98_7654_3210L);
        assertThat(batch.sequence()).isEqualTo(7);
        assertThat(batch.startUs()).isEqualTo(1_000);
        assertThat(batch.untilUs()).isEqualTo(2_000);
        assertThat(batch.end()).isTrue();
        assertThat(batch.origin()).isEqualTo(ORIGIN);
        assertThat(batch.value()).isEqualTo(record.toByteArray());
        PackedEvents events = (PackedEvents) batch.payload();
        assertThat(events.count()).isEqualTo(2);
        assertThat(events.get(0)).isEqualTo(PackedEvents.pack(5, 1, 2, true));
        assertThat(events.get(1)).isEqualTo(PackedEvents.pack(9, 3, 4, false));
    }

    @Test
    void eventsAreAViewIntoTheRecord() {
        byte[] value = WireBatches.withEvents().build().toByteArray();

        SensorBatch batch = (SensorBatch) decode(utf8("dvs-1"), value);

        assertThat(((PackedEvents) batch.payload()).bytes()).isSameAs(value);
        assertThat(batch.value()).isSameAs(value);
    }

    @Test
    void unsetFieldsReadAsTheirDefaults() {
        var record =
                org.spikelink.connectors.kafka.wire.SensorBatch.newBuilder()
                        .setFormat(1)
                        .setStream("s")
                        .build();

        SensorBatch batch = (SensorBatch) decode(record);

        assertThat(batch.sequence()).isZero();
        assertThat(batch.untilUs()).isEqualTo(SensorBatch.NO_UNTIL);
        assertThat(batch.end()).isFalse();
        assertThat(((PackedEvents) batch.payload()).length()).isZero();
    }

    @Test
    void samplesArrivePackedOrSingle() {
        byte[] packed = WireBatches.withSamples().build().toByteArray();
        UnknownFieldSet single =
                UnknownFieldSet.newBuilder()
                        .addField(1, floats(0.5f, -1, 2, 1e9f))
                        .addField(2, UnknownFieldSet.Field.newBuilder().addVarint(2).build())
                        .build();
        byte[] unpacked = withField(9, single.toByteString()).toByteArray();

        for (byte[] value : new byte[][] {packed, unpacked}) {
            var samples =
                    (org.spikelink.core.record.Samples)
                            ((SensorBatch) decode(utf8("dvs-1"), value)).payload();
            assertThat(samples.channels()).isEqualTo(2);
            assertThat(samples.values()).containsExactly(0.5f, -1, 2, 1e9f);
            int at = org.spikelink.core.record.Samples.NOWHERE;
            assertThat(samples.at())
                    .isEqualTo(value == packed ? indexOf(value, samples.values()) : at);
        }
    }

    private static int indexOf(byte[] value, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return latin1(value).indexOf(latin1(bytes.array()));
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static UnknownFieldSet.Field floats(float... values) {
        UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
        for (float value : values) {
            field.addFixed32(Float.floatToIntBits(value));
        }
        return field.build();
    }

    @Test
    void unknownFieldsAreSkipped() {
        byte[] value = withField(1000, ByteString.copyFromUtf8("later")).toByteArray();

        assertThat(decode(utf8("dvs-1"), value)).isInstanceOf(SensorBatch.class);
    }

    @Test
    void eventsThatAreNoWholeNumberOfEventsStillArrive() {
        var record = WireBatches.empty().setEvents(ByteString.copyFrom(new byte[13])).build();

        SensorBatch batch = (SensorBatch) decode(record);

        assertThat(((PackedEvents) batch.payload()).length()).isEqualTo(13);
    }

    @Test
    void extremesOfSequenceAndTimeAreAccepted() {
        var record =
                WireBatches.empty()
                        .setSequence(Long.MAX_VALUE)
                        .setStartUs(1L << 62)
                        .setUntilUs(0)
                        .build();

        SensorBatch batch = (SensorBatch) decode(record);

        assertThat(batch.sequence()).isEqualTo(Long.MAX_VALUE);
        assertThat(batch.startUs()).isEqualTo(1L << 62);
        assertThat(batch.untilUs()).isZero();
    }

    @Test
    void aStreamOfTheLongestLengthIsAccepted() {
        String stream = "s".repeat(SensorBatchDecoder.MAX_STREAM_BYTES);

        Incoming decoded = decode(WireBatches.empty().setStream(stream).build());

        assertThat(((SensorBatch) decoded).stream()).isEqualTo(stream);
    }

    @Test
    void samplesWithoutValuesAreAccepted() {
        var record = WireBatches.empty().setSamples(Samples.newBuilder().setChannels(3)).build();

        var samples = (org.spikelink.core.record.Samples) ((SensorBatch) decode(record)).payload();

        assertThat(samples.values()).isEmpty();
        assertThat(samples.channels()).isEqualTo(3);
    }

    static org.spikelink.connectors.kafka.wire.SensorBatch withField(int number, ByteString bytes) {
        return WireBatches.empty()
                .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                                .addField(
                                        number,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addLengthDelimited(bytes)
                                                .build())
                                .build())
                .build();
    }
}
