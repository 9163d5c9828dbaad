package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.wire.Trouble;
import org.spikelink.core.record.SensorHealth;

class SensorHealthCodecTest {
    @Test
    void healthSurvivesTheRoundTrip() throws Exception {
        SensorHealth health = Outputs.health();
        byte[] value = SensorHealthCodec.encode(health);
        assertThat(OutgoingJsonDecoder.isJson(value)).isFalse();
        assertThat(SensorHealthCodec.decode(value)).isEqualTo(health);
        assertThat(OutgoingJsonDecoder.health(OutgoingJson.encode(health))).isEqualTo(health);
    }

    @Test
    void theSchemaHasEveryTroubleInOrder() {
        int number = 1;
        for (SensorHealth.Trouble trouble : SensorHealth.Trouble.values()) {
            assertThat(Trouble.valueOf(trouble.name()).getNumber()).isEqualTo(number++);
        }
    }

    @Test
    void aTroubleOfALaterReleaseIsLeftOut() throws Exception {
        byte[] value =
                org.spikelink.connectors.kafka.wire.SensorHealth.newBuilder()
                        .setFormat(1)
                        .addTroublesValue(99)
                        .addTroubles(Trouble.LATE)
                        .build()
                        .toByteArray();
        assertThat(SensorHealthCodec.decode(value).troubles())
                .containsExactly(SensorHealth.Trouble.LATE);
    }

    @Test
    void otherBytesAreRejected() {
        assertThatThrownBy(() -> SensorHealthCodec.decode(new byte[] {0x0F}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("value must be a SensorHealth (got 1 other bytes)");
        assertThatThrownBy(() -> SensorHealthCodec.decode(new byte[] {0x08, 0x03}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("format must be 1 (got version 3)");
    }
}
