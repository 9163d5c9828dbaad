package org.spikelink.jobs.classify;

import java.nio.file.Path;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;

/**
 * Everything that the job is started with.
 *
 * @param jobName stable over restarts; names the job, its consumer group and its transactions
 * @param source what is read
 * @param sink what is written
 * @param stepper how streams are stepped
 * @param bundle when they are stepped
 * @param flink what Flink is told
 */
public record ClassifyOptions(
        String jobName,
        SourceOptions source,
        SinkOptions sink,
        StepperOptions stepper,
        BundleOptions bundle,
        FlinkOptions flink) {

    /** These options, with checkpoints in {@code folder} if none was named. */
    public ClassifyOptions withCheckpointsIn(Path folder) {
        return new ClassifyOptions(
                jobName, source, sink, stepper, bundle, flink.withCheckpointsIn(uri(folder)));
    }

    /** A local folder as the URI that Flink wants. */
    public static String uri(Path folder) {
        return folder.toAbsolutePath().normalize().toUri().toString();
    }
}
