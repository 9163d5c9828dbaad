package org.spikelink.connectors.kafka.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SpikeBatch;

class OutgoingJsonDecoderTest {
    @Test
    void classificationsComeBackAsTheyWereWritten() throws Exception {
        float[] scores = {0.5f, 1.25f};
        Classification found =
                new Classification(
                        "größe", -1, 7, 10, 20, 1, "up", scores, 0.68f, false, "m/1", 1_700_000L);
        byte[] json = OutgoingJson.encode(found);
        assertThat(OutgoingJsonDecoder.isJson(json)).isTrue();
        assertThat(OutgoingJsonDecoder.isJson(ClassificationCodec.encode(found))).isFalse();
        assertThat(OutgoingJsonDecoder.classification(json))
                .usingRecursiveComparison()
                .isEqualTo(found);
    }

    @Test
    void anUnknownClassIsMinusOneAndHasNoLabel() throws Exception {
        byte[] json = OutgoingJson.encode(Outputs.unknown());
        assertThat(new String(json, UTF_8)).contains("\"class_index\":-1,\"label\":\"\"");
        assertThat(OutgoingJsonDecoder.classification(json))
                .usingRecursiveComparison()
                .isEqualTo(Outputs.unknown());
    }

    @Test
    void spikesComeBackAsTheyWereWritten() throws Exception {
        SpikeBatch batch =
                new SpikeBatch(
                        "s",
                        3,
                        2,
                        1L << 33,
                        5,
                        "m/1",
                        9,
                        new int[] {0, 1},
                        List.of(new SpikeBatch.Step(100, 10, new int[][] {{1, 4}, {}})));
        byte[] json = OutgoingJson.encode(batch);
        assertThat(OutgoingJsonDecoder.isJson(SpikeBatchCodec.encode(batch))).isFalse();
        assertThat(OutgoingJsonDecoder.spikes(json)).usingRecursiveComparison().isEqualTo(batch);
    }

    @Test
    void whatIsNoOutputIsRejectedByName() {
        assertThatThrownBy(() -> OutgoingJsonDecoder.classification("{".getBytes(UTF_8)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("value must be a JSON object");
        assertThatThrownBy(() -> OutgoingJsonDecoder.spikes("{\"format\":1}".getBytes(UTF_8)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("steps must be set");
        assertThatThrownBy(() -> OutgoingJsonDecoder.spikes("{\"format\":99}".getBytes(UTF_8)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("(got 99)");
    }
}
