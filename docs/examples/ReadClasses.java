import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.spikelink.connectors.kafka.wire.Classification;

/** Prints each classification that the job writes. */
public final class ReadClasses {
    public static void main(String[] args) throws Exception {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", "127.0.0.1:9092",
                        "group.id", "read-classes",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed");
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("spikelink.classes"));
            while (true) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    Classification found = Classification.parseFrom(record.value());
                    System.out.printf(
                            "%s %.1f s: %s (confidence %.2f)%n",
                            found.getStream(),
                            found.getWindowEndUs() / 1e6,
                            found.getClassIndex() < 0 ? "unknown" : found.getLabel(),
                            found.getConfidence());
                }
            }
        }
    }
}
