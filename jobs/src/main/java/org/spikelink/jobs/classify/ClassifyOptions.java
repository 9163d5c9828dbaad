package org.spikelink.jobs.classify;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.classify.config.Settings;
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

    /**
     * What was set, as a record.
     *
     * @throws IllegalArgumentException naming what is out of range
     * @throws NothingToRestoreException if {@code --restore} names no checkpoint
     */
    public static ClassifyOptions of(Settings settings) {
        String name = settings.get(ClassifyConfig.JOB_NAME);
        checkName(name);
        return new ClassifyOptions(
                name,
                source(settings, name),
                sink(settings, name),
                new StepperOptions(
                        settings.get(ClassifyConfig.MAX_GAP_BINS),
                        settings.get(ClassifyConfig.MAX_BINS_PER_BATCH),
                        settings.get(ClassifyConfig.TTL),
                        settings.get(ClassifyConfig.SPIKES)),
                BundleOptions.DEFAULTS.with(
                        settings.get(ClassifyConfig.BUNDLE_BATCHES),
                        settings.get(ClassifyConfig.LINGER)),
                flink(settings, name));
    }

    private static SourceOptions source(Settings settings, String name) {
        return new SourceOptions(
                settings.get(ClassifyConfig.BOOTSTRAP_SERVERS),
                settings.get(ClassifyConfig.SENSORS_TOPIC),
                name,
                StartFrom.parse(settings.get(ClassifyConfig.FROM)),
                settings.properties());
    }

    private static SinkOptions sink(Settings settings, String name) {
        return new SinkOptions(
                settings.get(ClassifyConfig.BOOTSTRAP_SERVERS),
                TopicArguments.topics(settings),
                settings.get(ClassifyConfig.OUTPUT_FORMAT),
                settings.get(ClassifyConfig.DELIVERY),
                name,
                settings.properties());
    }

    private static FlinkOptions flink(Settings settings, String name) {
        Optional<String> checkpoints =
                settings.find(ClassifyConfig.CHECKPOINT_DIR)
                        .map(folder -> CheckpointFolder.uri(folder, name));
        return FlinkOptions.of(
                settings.find(ClassifyConfig.PARALLELISM),
                settings.find(ClassifyConfig.STATE_BACKEND),
                checkpoints,
                settings.get(ClassifyConfig.CHECKPOINT_INTERVAL),
                settings.find(ClassifyConfig.RESTORE)
                        .map(from -> CheckpointFolder.restore(from, checkpoints)));
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
