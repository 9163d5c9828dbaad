package org.spikelink.jobs.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.ClassificationCodec;
import org.spikelink.connectors.kafka.OutgoingJson;
import org.spikelink.connectors.kafka.SpikeBatchCodec;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.Clients;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.cli.Run;

class WatchTest {
    @Test
    void outputsAreShownAndWhatIsNoneIsCounted() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            assertThat(watch(broker, "latest", 1).err())
                    .isEqualTo(
                            "watch: the broker at %s has no topic [spikelink.classes, spikelink.spikes]%n"
                                    .formatted(broker.bootstrapServers()));
            broker.createTopics(2, "spikelink.classes", "spikelink.spikes");
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

            Run all = watch(broker, "earliest", 1);
            for (int seconds = 2; !all.out().contains("2 streams") && seconds <= 16; seconds *= 2) {
                all = watch(broker, "earliest", seconds); // a busy machine takes its time
            }
            Run none = watch(broker, "latest", 1);

            assertThat(all.code()).isZero();
            assertThat(all.out())
                    .contains("2 streams", "3 undecodable records", "dvs", "nine", "quiet");
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
