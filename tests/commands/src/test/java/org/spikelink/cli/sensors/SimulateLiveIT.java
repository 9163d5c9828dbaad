package org.spikelink.cli.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;

/** Simulated sensors that send to a broker. */
@ExtendWith(SharedBroker.class)
class SimulateLiveIT {
    @Test
    void liveSensorsSendASessionForEachGestureUnderItsLabel(LocalBroker broker) throws Exception {
        try (Clients clients = new Clients(broker)) {
            Run run =
                    Run.spikelink(
                            "simulate",
                            "--bootstrap-servers",
                            broker.bootstrapServers(),
                            "--topic",
                            "live",
                            "--create-topics",
                            "--sensors",
                            3,
                            "--gestures",
                            2,
                            "--scene",
                            "pull,wave",
                            "--size",
                            "12x12");

            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            assertThat(run.out()).startsWith("6 gestures, ");
            int sent = Integer.parseInt(run.out().split(" ", -1)[2]);
            Map<String, List<String>> labels = new TreeMap<>();
            Map<String, List<Long>> sessions = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> read : clients.read("live", sent)) {
                SensorBatch batch = batch(read);
                String label = new String(read.headers().lastHeader("label").value(), UTF_8);
                List<Long> seen = sessions.computeIfAbsent(batch.stream(), s -> new ArrayList<>());
                if (!seen.contains(batch.session())) {
                    assertThat(batch.sequence()).isZero();
                    seen.add(batch.session());
                    labels.computeIfAbsent(batch.stream(), s -> new ArrayList<>()).add(label);
                }
                PackedEvents events = (PackedEvents) batch.payload();
                for (int i = 0; i < events.count(); i++) {
                    assertThat(PackedEvents.x(events.get(i))).isLessThan(12);
                }
            }
            assertThat(labels)
                    .containsEntry("simulated-0000", List.of("pull", "wave"))
                    .containsEntry("simulated-0001", List.of("wave", "pull"))
                    .containsEntry("simulated-0002", List.of("pull", "wave"));
            assertThat(sessions.values())
                    .allSatisfy(seen -> assertThat(seen).hasSize(2).isSorted());
        }
    }

    @Test
    void liveSensorsGoOnForTheDurationAskedForAndNoLonger(LocalBroker broker) throws Exception {
        Run misspelt =
                Run.spikelink(
                        "simulate",
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--topic",
                        "tmed");
        assertThat(misspelt.code()).isEqualTo(1);
        assertThat(misspelt.err()).contains("simulate: ", " has no topic tmed ");

        broker.kafka().createTopics(2, "timed");
        Run run =
                Run.spikelink(
                        "simulate",
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--topic",
                        "timed",
                        "--size",
                        "8x8",
                        "--duration",
                        "1500ms");

        assertThat(run.code()).as(run.err()).isZero();
        Matcher summary = Pattern.compile(", ([0-9]+) batches.* in ([0-9.]+) s").matcher(run.out());
        assertThat(summary.find()).as(run.out()).isTrue();
        double seconds = Double.parseDouble(summary.group(2));
        assertThat(seconds).isBetween(1.4, 15.0); // more than 1.5 where the machine is late
        // 10 ms a batch, fewer where a gesture rests
        assertThat(Integer.parseInt(summary.group(1))).isBetween(50, (int) (100 * seconds) + 10);
    }

    private static SensorBatch batch(ConsumerRecord<byte[], byte[]> read) {
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), read.timestamp());
        return (SensorBatch) SensorBatchDecoder.decode(read.key(), read.value(), origin);
    }
}
