package org.spikelink.tests.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.spikelink.local.cluster.FlinkConf;

/** The page that a process of the cluster shows to Prometheus. */
final class PrometheusPage {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private PrometheusPage() {}

    /** What all processes of a cluster on these hosts report now, one sample a line. */
    static List<String> readAll(FlinkConf conf, List<String> hosts) {
        return hosts.stream()
                .flatMap(host -> conf.metricsPorts().boxed().flatMap(port -> read(host, port)))
                .toList();
    }

    /** The samples of one page, one a line; none if nobody listens on {@code port}. */
    private static Stream<String> read(String host, int port) {
        URI uri = URI.create("http://" + host + ":" + port + "/metrics");
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(uri).timeout(LIMIT).build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            return Stream.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        }
    }
}
