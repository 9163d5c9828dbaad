package org.spikelink.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.Clients;
import org.spikelink.local.broker.LocalBroker;

class ViewerIT {
    private static final Topics TOPICS = Topics.defaults();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theServerServesItsOwnPagesAndNothingElse() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                ViewerServer viewer = view(broker.kafka(), 0)) {
            HttpResponse<String> page = get(viewer, "");
            assertThat(page.body()).contains("<title>Spikelink live</title>");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'");
            assertThat(get(viewer, "lib/uplot/uPlot.esm.js").statusCode()).isEqualTo(200);
            assertThat(get(viewer, "lib/uplot/..%2f..%2fpom.xml").statusCode()).isEqualTo(404);
            assertThat(get(viewer, "%2e%2e/live/Frames.class").statusCode()).isEqualTo(404);
            assertThat(viewer.uri().getHost()).isEqualTo("127.0.0.1");
            HttpRequest post =
                    HttpRequest.newBuilder(viewer.uri())
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();
            assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);

            assertThatThrownBy(() -> connect(viewer, "http://evil.example", new Messages()))
                    .isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> view(broker.kafka(), viewer.uri().getPort()))
                    .isInstanceOf(SpikelinkException.class)
                    .hasMessageContaining("choose another with --port");
        }
    }

    @Test
    void aPageSeesWhatIsSentAlsoAfterTheBrokerCameBack(@TempDir Path folder) throws Exception {
        LocalBroker first = LocalBroker.start(BrokerOptions.in(folder, 0));
        int port = Integer.parseInt(first.bootstrapServers().split(":", 2)[1]);
        first.kafka().createTopics(2, TOPICS);
        try (ViewerServer viewer = view(first.kafka(), 0)) {
            Messages messages = new Messages();
            WebSocket page = connect(viewer, originOf(viewer), messages);
            sendUntilSeen(first, "before", messages);
            first.close();
            messages.await("\"brokerAway\":true");
            try (LocalBroker second = LocalBroker.start(BrokerOptions.in(folder, port))) {
                sendUntilSeen(second, "after", messages);
            }
            page.sendText("{\"wall\":{\"search\":\"%s\"}}".formatted("x".repeat(5_000)), true)
                    .join();
            assertThat(messages.closed.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            first.close();
        }
    }

    private static void sendUntilSeen(LocalBroker broker, String stream, Messages messages)
            throws Exception {
        try (Clients clients = new Clients(broker)) {
            messages.clear();
            for (int n = 0; n < 200 && !messages.has("\"name\":\"" + stream + "\"", 200); n++) {
                clients.send(
                        TOPICS.sensors(),
                        stream.getBytes(UTF_8),
                        SensorBatchEncoder.encode(
                                Sent.batch(stream, n, n * 1_000L, Sent.events(8, 4))));
            }
            messages.await("\"name\":\"" + stream + "\"");
        }
    }

    private static ViewerServer view(KafkaCluster kafka, int port) {
        return ViewerServer.start(
                new ViewerOptions(
                        kafka,
                        TOPICS,
                        RegistryReader.TOPIC,
                        InputFormat.PROTOBUF,
                        ViewerOptions.LOOPBACK,
                        port),
                notice -> {});
    }

    private HttpResponse<String> get(ViewerServer viewer, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(viewer.uri().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String originOf(ViewerServer viewer) {
        return "http://127.0.0.1:" + viewer.uri().getPort();
    }

    private WebSocket connect(ViewerServer viewer, String origin, Messages messages) {
        URI uri = URI.create("ws://127.0.0.1:%d/live".formatted(viewer.uri().getPort()));
        return http.newWebSocketBuilder().header("Origin", origin).buildAsync(uri, messages).join();
    }

    /** The texts that a page was sent. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.countDown();
            return null;
        }

        void clear() {
            texts.clear();
        }

        /** Whether a text with {@code part} is among those that have come, or comes soon. */
        boolean has(String part, long withinMs) throws InterruptedException {
            long endNs = System.nanoTime() + withinMs * 1_000_000;
            while (System.nanoTime() < endNs) {
                String text = texts.poll(withinMs, TimeUnit.MILLISECONDS);
                if (text != null && text.contains(part)) {
                    texts.add(text);
                    return true;
                }
            }
            return false;
        }

        void await(String part) throws InterruptedException {
            assertThat(has(part, 60_000)).as(part).isTrue();
        }
    }
}
