package org.spikelink.jobs.classify;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;

/**
 * Everything that the job is started with.
 *
 * @param jobName 1 to 100 of {@code A-Z a-z 0-9 . _ -}, stable over restarts; names the job, its consumer group, its
 *     transactions and its folder of checkpoints
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
    private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Throws {@link IllegalArgumentException} if the name is out of range. */
    public ClassifyOptions {
        checkName(jobName);
    }

    static void checkName(String jobName) {
        if (!LEGAL_NAME.matcher(jobName).matches() || jobName.equals(".") || jobName.equals("..")) {
            throw new IllegalArgumentException(
                    "job-name must be 1 to 100 letters, digits, '.', '_' or '-' (got \"%s\")"
                            .formatted(jobName));
        }
    }

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
