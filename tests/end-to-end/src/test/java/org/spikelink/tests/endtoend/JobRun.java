package org.spikelink.tests.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.OutputFormat;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkOptions;
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
        return new Topics(sensors, name + ".spikes", name + ".classes", name + ".rejected");
    }

    ClassifyOptions options(
            String bootstrapServers,
            StepperOptions stepper,
            Path checkpoints,
            Optional<String> from) {
        return new ClassifyOptions(
                name,
                new SourceOptions(
                        bootstrapServers,
                        sensors,
                        name,
                        new StartFrom.Earliest(),
                        new Properties()),
                new SinkOptions(
                        bootstrapServers,
                        topics(),
                        OutputFormat.PROTOBUF,
                        delivery,
                        name,
                        new Properties()),
                stepper,
                new BundleOptions(
                        bundleBatches,
                        BundleOptions.DEFAULTS.maxBytes(),
                        BundleOptions.DEFAULTS.maxBins(),
                        BundleOptions.DEFAULTS.linger()),
                new FlinkOptions(
                        Optional.of(parallelism),
                        Optional.of(backend),
                        Optional.of(ClassifyOptions.uri(checkpoints)),
                        Duration.ofSeconds(1),
                        from,
                        Duration.ofHours(1),
                        Duration.ofMinutes(1)));
    }
}
