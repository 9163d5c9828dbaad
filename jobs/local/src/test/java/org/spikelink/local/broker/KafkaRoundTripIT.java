package org.spikelink.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

class KafkaRoundTripIT {
    private static final String TOPIC = "spikelink.sensors";

    @Test
    void aBatchSentThroughABrokerIsDecodedAsItWas() throws Exception {
        byte[] sent = SensorBatchEncoder.encode(batch());
        List<ConsumerRecord<byte[], byte[]>> read;
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            broker.kafka().createTopics(1, TOPIC);
            clients.send(TOPIC, "dvs-1".getBytes(UTF_8), sent);
            clients.send(TOPIC, "dvs-2".getBytes(UTF_8), sent);
            read = clients.read(TOPIC, 2);
        }

        SensorBatch batch = (SensorBatch) decode(read.get(0));
        assertThat(batch.stream()).isEqualTo("dvs-1");
        assertThat(batch.session()).isEqualTo(-2);
        assertThat(batch.sequence()).isEqualTo(3);
        assertThat(batch.untilUs()).isEqualTo(20_000);
        assertThat(batch.origin().offset()).isZero();
        PackedEvents events = (PackedEvents) batch.payload();
        assertThat(events.count()).isEqualTo(1);
        assertThat(events.get(0)).isEqualTo(PackedEvents.pack(12, 33, 7, true));
        assertThat(((Rejected) decode(read.get(1))).error())
                .isEqualTo("key must be the stream \"dvs-1\" (got \"dvs-2\")");
    }

    private static SensorBatch batch() {
        byte[] events = new byte[PackedEvents.BYTES_PER_EVENT];
        PackedEvents.put(events, 0, PackedEvents.pack(12, 33, 7, true));
        return new SensorBatch(
                "dvs-1",
                -2,
                3,
                10_000,
                20_000,
                true,
                new PackedEvents(events),
                new Origin("recording", 0, 0, 0),
                events);
    }

    private static Incoming decode(ConsumerRecord<byte[], byte[]> read) {
        return SensorBatchDecoder.decode(
                read.key(),
                read.value(),
                new Origin(read.topic(), read.partition(), read.offset(), read.timestamp()));
    }
}
