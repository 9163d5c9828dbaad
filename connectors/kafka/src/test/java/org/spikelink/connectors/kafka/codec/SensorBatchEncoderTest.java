package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.WireBatches.ORIGIN;
import static org.spikelink.connectors.kafka.codec.WireBatches.decode;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.SensorBatch;

class SensorBatchEncoderTest {
    private static final long SEED = 7;

    @Test
    void whatWasDecodedEncodesToTheSameBytes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            var record = WireBatches.random(random);
            if (record.hasEvents() && record.getEvents().isEmpty()) {
                record = record.toBuilder().clearEvents().build();
            }
            SensorBatch batch = (SensorBatch) decode(record);

            assertThat(SensorBatchEncoder.encode(batch))
                    .as("seed %d, case %d", SEED, i)
                    .isEqualTo(record.toByteArray());
        }
    }

    @Test
    void onlyTheViewedEventsAreWritten() {
        byte[] shared = new byte[40];
        PackedEvents.put(shared, 8, PackedEvents.pack(1, 2, 3, true));
        SensorBatch batch = batch(new PackedEvents(shared, 8, 8));

        byte[] value = SensorBatchEncoder.encode(batch);

        PackedEvents read = (PackedEvents) ((SensorBatch) decode(utf8("s"), value)).payload();
        assertThat(read.length()).isEqualTo(8);
        assertThat(read.get(0)).isEqualTo(PackedEvents.pack(1, 2, 3, true));
    }

    @Test
    void anEmptyBatchHasNoPayload() throws Exception {
        byte[] value = SensorBatchEncoder.encode(batch(new PackedEvents(new byte[0])));

        var message = org.spikelink.connectors.kafka.wire.SensorBatch.parseFrom(value);
        assertThat(message.getPayloadCase().getNumber()).isZero();
        assertThat(message.hasUntilUs()).isFalse();
    }

    private static SensorBatch batch(Payload payload) {
        return new SensorBatch(
                "s", 1, 2, 3, SensorBatch.NO_UNTIL, false, payload, ORIGIN, new byte[0]);
    }
}
