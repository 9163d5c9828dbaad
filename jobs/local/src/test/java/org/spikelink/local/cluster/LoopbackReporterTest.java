package org.spikelink.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.spikelink.local.fixture.ListeningSockets;

/** {@code tests/cluster} reads metrics from it. */
class LoopbackReporterTest {
    private static final long PID = ProcessHandle.current().pid();

    @Test
    @EnabledOnOs(OS.LINUX)
    void showsMetricsOnLoopbackOnly() throws Exception {
        int port = FlinkConf.freePort();
        MetricReporter reporter = start(Integer.toString(port));

        HttpRequest page =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
        HttpClient client = HttpClient.newHttpClient();

        assertThat(client.send(page, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        assertThat(ListeningSockets.of(PID)).contains("127.0.0.1:" + port);
        assertThat(ListeningSockets.reachable(PID)).noneMatch(at -> at.endsWith(":" + port));
        reporter.close();
        assertThat(ListeningSockets.of(PID)).noneMatch(at -> at.endsWith(":" + port));
    }

    @Test
    void failsIfNoPortOfItsRangeIsFree() throws Exception {
        String port = Integer.toString(FlinkConf.freePort());
        MetricReporter first = start(port);

        assertThatThrownBy(() -> start(port)).hasMessageContaining("no port for metrics");

        first.close();
    }

    @Test
    void flinkFindsItsFactory() {
        List<MetricReporterFactory> found =
                ServiceLoader.load(MetricReporterFactory.class).stream()
                        .<MetricReporterFactory>map(ServiceLoader.Provider::get)
                        .toList();

        assertThat(found).hasAtLeastOneElementOfType(LoopbackReporterFactory.class);
    }

    private static MetricReporter start(String ports) {
        Properties options = new Properties();
        options.setProperty("port", ports);
        return new LoopbackReporterFactory().createMetricReporter(options);
    }
}
