package org.spikelink.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.KafkaCluster;

/** A broker goes away and comes back while a command runs. */
class BrokerOutageIT {
    private static final long PATIENCE_S = 240;

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

    @Test
    void theUserIsNotifiedOnceOfEach(@TempDir Path folder) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        LocalBroker broker = start(folder, port);
        BrokerWatch watch =
                BrokerWatch.connect(
                        KafkaCluster.at("127.0.0.1:" + port),
                        Duration.ofSeconds(PATIENCE_S),
                        notices::add);
        try (BrokerPresence presence = new BrokerPresence(watch, notices::add)) {
            presence.check(BrokerPresence.NOTABLE);
            broker.close();

            assertThat(notices.poll(PATIENCE_S, TimeUnit.SECONDS))
                    .matches(
                            "the Kafka broker at 127.0.0.1:%d has not answered for \\d+ s; waiting for it"
                                    .formatted(port));
            assertThatThrownBy(() -> presence.check(BrokerPresence.NOTABLE))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("longer than --give-up-after");

            broker = start(folder, port);
            assertThat(notices.poll(PATIENCE_S, TimeUnit.SECONDS))
                    .matches(
                            "the Kafka broker at 127.0.0.1:%d answers again, after \\d+ s"
                                    .formatted(port));
        } finally {
            broker.close();
        }
        assertThat(notices).isEmpty();
    }

    private static LocalBroker start(Path folder, int port) throws Exception {
        return LocalBroker.start(new BrokerOptions(Optional.of(folder), port, 1, Optional.empty()));
    }
}
