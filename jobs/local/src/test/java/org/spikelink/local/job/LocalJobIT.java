package org.spikelink.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.connectors.kafka.flink.SinkOptions;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.fixture.ListeningSockets;
import org.spikelink.local.fixture.TinyModel;
import org.spikelink.operators.BundleOptions;

class LocalJobIT {
    /** More than Flink's default network memory suffices for. */
    private static final int MANY = 32;

    @TempDir Path folder;

    @Test
    void aJobOfManyParallelTasksStarts() throws Exception {
        Topics topics = Topics.defaults();
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(1, topics);
            ClassifyOptions options = options(broker.kafka(), topics, MANY);
            try (LocalJob job = LocalJob.start(ModelFile.bytes(TinyModel.model()), options)) {
                Instant end = Instant.now().plus(Duration.ofMinutes(1));
                while (!job.isRunning() && Instant.now().isBefore(end)) {
                    assertThat(job.await(Duration.ofMillis(100))).isFalse();
                }
                assertThat(job.isRunning()).as("%s", job.latestFailure()).isTrue();
                assertThat(job.latestFailure()).isEmpty();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void jobAndBrokerListenOnLoopbackOnlyAndTakeNoJobs() throws Exception {
        Topics topics = Topics.defaults();
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(1, topics);
            ClassifyOptions options = options(broker.kafka(), topics, 1);
            try (LocalJob job = LocalJob.start(ModelFile.bytes(TinyModel.model()), options)) {
                long pid = ProcessHandle.current().pid();

                assertThat(ListeningSockets.of(pid))
                        .contains(broker.bootstrapServers(), job.rest().getAuthority());
                assertThat(ListeningSockets.reachable(pid)).isEmpty();
                assertThat(get(job, "/jobs/overview")).isEqualTo(200);
                assertThat(get(job, "/index.html")).as("the dashboard").isEqualTo(200);
                assertThat(post(job, "/jobs")).isIn(404, 405);
                assertThat(post(job, "/jars/upload")).isIn(404, 405);
            }
        }
    }

    private static int get(LocalJob job, String path) throws Exception {
        return ask(HttpRequest.newBuilder(job.rest().resolve(path)).GET());
    }

    private static int post(LocalJob job, String path) throws Exception {
        return ask(
                HttpRequest.newBuilder(job.rest().resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static int ask(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private ClassifyOptions options(KafkaCluster kafka, Topics topics, int parallelism) {
        String name = "many";
        return new ClassifyOptions(
                name,
                new SourceOptions(kafka, topics.sensors(), name, new StartFrom.Earliest()),
                new SinkOptions(kafka, topics, OutputFormat.PROTOBUF, Delivery.AT_LEAST_ONCE, name),
                StepperOptions.DEFAULTS,
                BundleOptions.DEFAULTS,
                new FlinkOptions(
                        Optional.of(parallelism),
                        Optional.empty(),
                        Optional.of(FlinkUri.of(folder)),
                        Duration.ofSeconds(10),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1)));
    }
}
