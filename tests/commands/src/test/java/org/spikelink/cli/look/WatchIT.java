package org.spikelink.cli.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.OutgoingJson;
import org.spikelink.connectors.kafka.codec.SensorHealthCodec;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;

class WatchIT {
    @Test
    void outputsAreShownAndWhatIsNoneIsCounted() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            assertThat(watch(broker, "latest", 1).err())
                    .isEqualTo(
                            "watch: the broker at %s has no topic spikelink.classes, spikelink.spikes that this login may see%n"
                                    .formatted(broker.bootstrapServers()));
            broker.kafka().createTopics(2, "spikelink.classes", "spikelink.spikes");
            byte[] key = "dvs".getBytes(UTF_8);
            clients.send(
                    "spikelink.classes",
                    key,
                    ClassificationCodec.encode(LiveStreamsTest.found("dvs", "nine", 5)));
            clients.send(
                    "spikelink.classes",
                    key,
                    OutgoingJson.encode(LiveStreamsTest.found("json", "nine", 5)));
            clients.send("spikelink.spikes", key, new byte[] {1, 2, 3});
            clients.send("spikelink.spikes", key, null);
            clients.send(
                    "spikelink.spikes",
                    key,
                    SpikeBatchCodec.encode(LiveStreamsTest.spikes("quiet", 5, 0)));

            broker.kafka().createTopics(1, "spikelink.health");
            clients.send(
                    "spikelink.health",
                    key,
                    SensorHealthCodec.encode(
                            LiveStreamsTest.health("dvs", SensorHealth.Trouble.FLICKER)));

            Run all = watch(broker, "earliest", 1);
            for (int seconds = 2; !all.out().contains("3 streams") && seconds <= 16; seconds *= 2) {
                all = watch(broker, "earliest", seconds); // a busy machine takes its time
            }
            Run none = watch(broker, "latest", 1);

            assertThat(all.code()).isZero();
            assertThat(all.out())
                    .contains("3 streams", "2 undecodable records", "dvs", "json", "nine", "quiet")
                    .contains("1 sensors with troubles", "flicker 0.0 Hz");
            assertThat(none.out()).contains("0 streams").doesNotContain("undecodable");
        }
    }

    private static Run watch(LocalBroker broker, String from, int seconds) {
        return Run.spikelink(
                "watch",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--from",
                from,
                "--seconds",
                seconds);
    }
}
