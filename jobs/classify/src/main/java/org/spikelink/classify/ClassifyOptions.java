package org.spikelink.classify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spikelink.classify.config.Settings;
import org.spikelink.classify.config.Switch;
import org.spikelink.connectors.kafka.client.JobName;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.connectors.kafka.flink.SinkOptions;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;
import org.spikelink.operators.DriftOptions;
import org.spikelink.operators.StreamLimit;

/**
 * All options of the job.
 *
 * @param jobName 1 to 100 of {@code A-Z a-z 0-9 . _ -}, stable across restarts; names the job, its consumer group,
 *     its transactions and its folder of checkpoints
 * @param source what is read
 * @param sink what is written
 * @param stepper how streams are stepped
 * @param bundle when they are stepped
 * @param limit how many streams a task keeps
 * @param drift when a model's activity counts as drifted
 * @param flink how Flink runs the job
 * @param changesModels whether streams may change their model while the job runs
 */
public record ClassifyOptions(
        String jobName,
        SourceOptions source,
        SinkOptions sink,
        StepperOptions stepper,
        BundleOptions bundle,
        StreamLimit limit,
        DriftOptions drift,
        FlinkOptions flink,
        boolean changesModels) {
    private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Options with as many streams as fit into the memory. */
    public ClassifyOptions(
            String jobName,
            SourceOptions source,
            SinkOptions sink,
            StepperOptions stepper,
            BundleOptions bundle,
            FlinkOptions flink) {
        this(
                jobName,
                source,
                sink,
                stepper,
                bundle,
                StreamLimit.DEFAULT,
                DriftOptions.DEFAULT,
                flink);
    }

    /** Options of a job whose streams keep their model. */
    public ClassifyOptions(
            String jobName,
            SourceOptions source,
            SinkOptions sink,
            StepperOptions stepper,
            BundleOptions bundle,
            StreamLimit limit,
            DriftOptions drift,
            FlinkOptions flink) {
        this(jobName, source, sink, stepper, bundle, limit, drift, flink, false);
    }

    /** Throws {@link IllegalArgumentException} if the name is out of range. */
    public ClassifyOptions {
        checkName(jobName);
    }

    /**
     * Builds the options from settings.
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
                stepper(settings),
                BundleOptions.DEFAULTS.with(
                        settings.get(ClassifyConfig.BUNDLE_BATCHES),
                        settings.get(ClassifyConfig.LINGER)),
                new StreamLimit(settings.get(ClassifyConfig.MAX_STREAMS)),
                new DriftOptions(settings.get(ClassifyConfig.DRIFT_AFTER)),
                flink(settings, name),
                settings.find(ClassifyConfig.MODEL_NAME).isPresent());
    }

    /**
     * The Kafka cluster of the settings.
     *
     * @throws IllegalArgumentException if it is missing, or its login cannot be read
     */
    public static KafkaCluster kafka(Settings settings) {
        return new KafkaCluster(
                settings.get(ClassifyConfig.BOOTSTRAP_SERVERS), settings.properties());
    }

    private static SourceOptions source(Settings settings, String name) {
        return new SourceOptions(
                kafka(settings),
                settings.get(ClassifyConfig.SENSORS_TOPIC),
                name,
                StartFrom.parse(settings.get(ClassifyConfig.FROM)),
                new SessionHorizon(settings.get(ClassifyConfig.SESSION_HORIZON)),
                settings.get(ClassifyConfig.INPUT_FORMAT));
    }

    private static StepperOptions stepper(Settings settings) {
        StepperOptions options =
                new StepperOptions(
                        settings.get(ClassifyConfig.MAX_GAP_BINS),
                        settings.get(ClassifyConfig.MAX_BINS_PER_BATCH),
                        settings.get(ClassifyConfig.TTL),
                        settings.get(ClassifyConfig.SPIKES));
        HealthLimits limits = limits(settings);
        return settings.get(ClassifyConfig.HEALTH) == Switch.ON ? options.with(limits) : options;
    }

    private static HealthLimits limits(Settings settings) {
        return new HealthLimits(
                settings.get(ClassifyConfig.HEALTH_EVENT_RATE),
                settings.get(ClassifyConfig.HEALTH_STEPS_BACK),
                settings.get(ClassifyConfig.HEALTH_MISSING),
                settings.get(ClassifyConfig.HEALTH_LATE),
                settings.get(ClassifyConfig.HEALTH_HOT_PIXEL_RATE),
                settings.get(ClassifyConfig.HEALTH_HOT_PIXELS),
                settings.get(ClassifyConfig.HEALTH_ON_PERCENT),
                settings.get(ClassifyConfig.HEALTH_FULL_PERCENT));
    }

    private static SinkOptions sink(Settings settings, String name) {
        return new SinkOptions(
                kafka(settings),
                TopicArguments.topics(settings),
                settings.get(ClassifyConfig.OUTPUT_FORMAT),
                settings.get(ClassifyConfig.DELIVERY),
                name);
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

    /** The Kafka cluster that the job reads. */
    public KafkaCluster kafka() {
        return source.kafka();
    }

    /** The topics that the job uses. */
    public List<String> topics() {
        List<String> used = new ArrayList<>(sink.topics().ofEveryJob());
        if (stepper.health() != null) {
            used.add(sink.topics().health());
        }
        if (changesModels) {
            used.add(sink.topics().shadow());
        }
        return used;
    }

    /** The job's name on its Kafka cluster. */
    public JobName nameOnKafka() {
        return new JobName(kafka(), jobName);
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
                jobName,
                source,
                sink,
                stepper,
                bundle,
                limit,
                drift,
                flink.withCheckpointsIn(FlinkUri.of(folder)),
                changesModels);
    }
}
