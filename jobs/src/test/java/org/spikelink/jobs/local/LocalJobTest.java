package org.spikelink.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.OutputFormat;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkOptions;
import org.spikelink.jobs.inspect.TinyModel;
import org.spikelink.operators.BundleOptions;

class LocalJobTest {
    private static final int MANY = 64;

    @TempDir Path folder;

    @Test
    void aJobOfManyParallelTasksStarts() throws Exception {
        Topics topics = Topics.defaults();
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.createTopics(
                    1, topics.sensors(), topics.spikes(), topics.classes(), topics.rejected());
            ClassifyOptions options = options(broker.bootstrapServers(), topics);
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

    private ClassifyOptions options(String servers, Topics topics) {
        String name = "many";
        Properties none = new Properties();
        return new ClassifyOptions(
                name,
                new SourceOptions(servers, topics.sensors(), name, new StartFrom.Earliest(), none),
                new SinkOptions(
                        servers, topics, OutputFormat.PROTOBUF, Delivery.AT_LEAST_ONCE, name, none),
                StepperOptions.DEFAULTS,
                BundleOptions.DEFAULTS,
                new FlinkOptions(
                        Optional.of(MANY),
                        Optional.empty(),
                        Optional.of(ClassifyOptions.uri(folder)),
                        Duration.ofSeconds(10),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1)));
    }
}
