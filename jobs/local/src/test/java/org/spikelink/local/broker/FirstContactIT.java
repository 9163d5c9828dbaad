package org.spikelink.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.KafkaCluster;

/** The first question to a broker that is not there yet. */
class FirstContactIT {
    /** Longer than the silence after which the user is notified. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final List<String> notices = new ArrayList<>();

    @Test
    void aBrokerThatComesUpLaterIsWaitedForAndTheUserIsNotified() throws Exception {
        int port = freePort();
        CompletableFuture<LocalBroker> late =
                CompletableFuture.supplyAsync(
                        () -> start(port),
                        CompletableFuture.delayedExecutor(2_500, TimeUnit.MILLISECONDS));
        try (BrokerWatch watch = connect(port, Duration.ofMinutes(2))) {
            assertThat(watch.isThere()).isTrue();
        } finally {
            late.join().close();
        }
        assertThat(notices)
                .containsExactly(
                        "no Kafka broker answers at 127.0.0.1:%d yet; waiting for up to 120 s"
                                .formatted(port));
    }

    @Test
    void patienceEnds() throws Exception {
        int port = freePort();
        long startNs = System.nanoTime();

        assertThatThrownBy(() -> connect(port, PATIENCE))
                .isInstanceOf(BrokerException.class)
                .hasMessage(
                        "no Kafka broker answers at 127.0.0.1:%d: start it (spikelink broker starts a local"
                                + " one), or correct --bootstrap-servers",
                        port);
        assertThat(Duration.ofNanos(System.nanoTime() - startNs))
                .isBetween(PATIENCE, Duration.ofSeconds(20));
        assertThat(notices).hasSize(1);
    }

    private BrokerWatch connect(int port, Duration patience) throws InterruptedException {
        return BrokerWatch.connect(KafkaCluster.at("127.0.0.1:" + port), patience, notices::add);
    }

    private static LocalBroker start(int port) {
        try {
            return LocalBroker.start(
                    new BrokerOptions(Optional.empty(), port, 1, Optional.empty()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
