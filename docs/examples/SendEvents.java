import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.spikelink.connectors.kafka.wire.SensorBatch;

/** A camera of 32 x 32 pixels that sees a bar move to the right, as one session of the stream cam-2. */
public final class SendEvents {
    private static final int BATCHES = 64;
    private static final int BATCH_US = 10_000;

    public static void main(String[] args) {
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:9092");
        long session = System.currentTimeMillis() * 1000; // larger after each restart of the sensor
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < BATCHES; n++) {
                byte[] batch = batch(session, n).toByteArray();
                producer.send(new ProducerRecord<>("spikelink.sensors", "cam-2", batch));
            }
        }
    }

    private static SensorBatch batch(long session, int n) {
        return SensorBatch.newBuilder()
                .setFormat(1)
                .setStream("cam-2")
                .setSession(session)
                .setSequence(n)
                .setStartUs((long) BATCH_US * n)
                .setUntilUs((long) BATCH_US * (n + 1))
                .setEnd(n == BATCHES - 1)
                .setEvents(com.google.protobuf.ByteString.copyFrom(bar(n / 2)))
                .build();
    }

    /** 32 events at column x, 100 us apart. */
    private static byte[] bar(int x) {
        ByteBuffer events = ByteBuffer.allocate(32 * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long y = 0; y < 32; y++) {
            long polarity = 1; // brighter
            events.putLong(100 * y | (long) x << 32 | y << 46 | polarity << 60);
        }
        return events.array();
    }
}
