package org.spikelink.tests.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;

/**
 * How a test runs the job.
 *
 * @param name of the job, and the beginning of its output topics' names
 * @param sensors topic that it reads from the start
 * @param parallelism of every operator
 * @param bundleBatches batches that are stepped together
 * @param backend where the streams' states live
 * @param delivery of its outputs
 */
record JobRun(
        String name,
        String sensors,
        int parallelism,
        int bundleBatches,
        FlinkOptions.StateBackend backend,
        Delivery delivery) {

    Topics topics() {
        return new Topics(
                sensors, name + ".spikes", name + ".classes", name + ".rejected", name + ".health");
    }

    ClassifyOptions options(
            String bootstrapServers,
            StepperOptions stepper,
            Path checkpoints,
            Optional<String> from) {
        return new ClassifyOptions(
                name,
                new SourceOptions(
                        KafkaCluster.at(bootstrapServers), sensors, name, new StartFrom.Earliest()),
                new SinkOptions(
                        KafkaCluster.at(bootstrapServers),
                        topics(),
                        OutputFormat.PROTOBUF,
                        delivery,
                        name),
                stepper,
                new BundleOptions(
                        bundleBatches,
                        BundleOptions.DEFAULTS.maxBytes(),
                        BundleOptions.DEFAULTS.maxBins(),
                        BundleOptions.DEFAULTS.linger()),
                new FlinkOptions(
                        Optional.of(parallelism),
                        Optional.of(backend),
                        Optional.of(FlinkUri.of(checkpoints)),
                        Duration.ofSeconds(1),
                        from,
                        Duration.ofHours(1),
                        Duration.ofMinutes(1)));
    }
}
