package org.spikelink.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.WireBatches.ORIGIN;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.OutgoingJson;
import org.spikelink.connectors.kafka.codec.Outputs;
import org.spikelink.connectors.kafka.codec.SensorHealthCodec;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.ShadowClass;

class OutgoingRecordSchemaTest {
    private static final Topics TOPICS = new Topics("in", "spk", "cls", "rej", "hlt");

    @Test
    void spikesGoToTheirTopicUnderTheirStream() {
        var written = write(Outputs.spikes(), OutputFormat.PROTOBUF);

        assertThat(written.topic()).isEqualTo("spk");
        assertThat(written.key()).isEqualTo(utf8("dvs-1"));
        assertThat(written.value()).isEqualTo(SpikeBatchCodec.encode(Outputs.spikes()));
        assertThat(written.headers()).isEmpty();
    }

    @Test
    void classificationsGoToTheirTopicUnderTheirStream() {
        var written = write(Outputs.classification(), OutputFormat.PROTOBUF);

        assertThat(written.topic()).isEqualTo("cls");
        assertThat(written.key()).isEqualTo(utf8("dvs-1"));
        assertThat(written.value()).isEqualTo(ClassificationCodec.encode(Outputs.classification()));
    }

    @Test
    void theHealthOfASensorGoesToItsTopicUnderItsStream() {
        var written = write(Outputs.health(), OutputFormat.PROTOBUF);

        assertThat(written.topic()).isEqualTo("hlt");
        assertThat(written.key()).isEqualTo(utf8("dvs-1"));
        assertThat(written.value()).isEqualTo(SensorHealthCodec.encode(Outputs.health()));
        assertThat(write(Outputs.health(), OutputFormat.JSON).value())
                .isEqualTo(OutgoingJson.encode(Outputs.health()));
    }

    @Test
    void classesOfShadowsGoToATopicOfTheirOwn() {
        ShadowClass shadow = new ShadowClass(Outputs.classification());
        var written = write(shadow, OutputFormat.PROTOBUF);

        assertThat(written.topic()).isEqualTo("cls.shadow");
        assertThat(written.key()).isEqualTo(utf8(shadow.stream()));
        assertThat(written.value()).isEqualTo(ClassificationCodec.encode(Outputs.classification()));
        assertThat(write(shadow, OutputFormat.JSON).value())
                .isEqualTo(OutgoingJson.encode(Outputs.classification()));
    }

    @Test
    void bothGoAsJsonWhereAsked() {
        assertThat(write(Outputs.spikes(), OutputFormat.JSON).value())
                .isEqualTo(OutgoingJson.encode(Outputs.spikes()));
        assertThat(write(Outputs.classification(), OutputFormat.JSON).value())
                .isEqualTo(OutgoingJson.encode(Outputs.classification()));
    }

    @Test
    void kafkaChoosesPartitionAndTimestamp() {
        var written = write(Outputs.spikes(), OutputFormat.PROTOBUF);

        assertThat(written.partition()).isNull();
        assertThat(written.timestamp()).isNull();
    }

    @Test
    void rejectedRecordsKeepTheirBytesAndSayWhy() {
        Rejected rejected = Rejected.of("dvs-1", utf8("raw"), "größer als 1", ORIGIN);

        var written = write(rejected, OutputFormat.JSON);

        assertThat(written.topic()).isEqualTo("rej");
        assertThat(written.key()).isEqualTo(utf8("dvs-1"));
        assertThat(written.value()).isEqualTo(utf8("raw"));
        assertThat(written.timestamp()).isNull();
        assertThat(headers(written))
                .containsExactly(
                        Map.entry("error", "größer als 1"),
                        Map.entry("topic", "spikelink.sensors"),
                        Map.entry("partition", "3"),
                        Map.entry("offset", "41"),
                        Map.entry("timestamp", "1700000000000"));
    }

    @Test
    void aCutValueSaysSo() {
        Rejected rejected =
                Rejected.of("s", new byte[Rejected.MAX_VALUE_BYTES + 1], "too long", ORIGIN);

        var written = write(rejected, OutputFormat.PROTOBUF);

        assertThat(headers(written)).containsEntry("truncated", "true");
        assertThat(written.value()).hasSize(Rejected.MAX_VALUE_BYTES);
    }

    @Test
    void aRejectedRecordWithoutStreamHasNoKey() {
        var written = write(Rejected.of("", null, "null", ORIGIN), OutputFormat.PROTOBUF);

        assertThat(written.key()).isNull();
        assertThat(written.value()).isNull();
    }

    private static ProducerRecord<byte[], byte[]> write(Outgoing record, OutputFormat format) {
        return new OutgoingRecordSchema(TOPICS, format).serialize(record, null, 123L);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> written) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : written.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
