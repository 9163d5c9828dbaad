package org.spikelink.jobs.classify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.OutputFormat;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job's options as a user writes them; parsed once into {@link ClassifyOptions}. */
public final class ClassifyArguments {
    @Option(names = "--model", required = true, description = "model file (.safetensors)")
    private Path model;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka brokers")
    private String bootstrapServers;

    @Mixin private TopicArguments topics = new TopicArguments();

    @Option(
            names = "--job-name",
            defaultValue = "spikelink",
            description =
                    "names the job, its consumer group and its transactions; keep it over restarts (default:"
                            + " ${DEFAULT-VALUE})")
    private String jobName;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "default: the cluster's; locally one a core")
    private Integer parallelism;

    @Option(
            names = "--delivery",
            converter = Converters.OfDelivery.class,
            defaultValue = "at-least-once",
            description = "at-least-once or exactly-once (default: ${DEFAULT-VALUE})")
    private Delivery delivery;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "DIR",
            description = "folder or URI for checkpoints, which go into its folder JOB-NAME")
    private String checkpointDir;

    @Option(
            names = "--checkpoint-interval",
            converter = Converters.OfDuration.class,
            defaultValue = FlinkOptions.USUAL_CHECKPOINT_INTERVAL,
            description = "default: ${DEFAULT-VALUE}")
    private Duration checkpointInterval;

    @Option(
            names = "--state-backend",
            description = "heap or rocksdb (default: the cluster's; locally heap)")
    private FlinkOptions.StateBackend stateBackend;

    @Option(
            names = "--from",
            converter = Converters.OfStart.class,
            defaultValue = "committed",
            description =
                    "earliest, latest, committed, or a time (2026-01-31T12:00:00Z or ms); where to begin without"
                            + " --restore (default: ${DEFAULT-VALUE}, else earliest)")
    private StartFrom from;

    @Option(
            names = "--restore",
            paramLabel = "latest|PATH",
            description =
                    "go on from the latest checkpoint in --checkpoint-dir, or from a savepoint or checkpoint")
    private String restore;

    @Option(
            names = "--spikes",
            defaultValue = "last",
            description =
                    "which layers' spikes are written: last, all or none (default: ${DEFAULT-VALUE})")
    private StepperOptions.Spikes spikes;

    @Option(
            names = "--output-format",
            defaultValue = "protobuf",
            description = "protobuf or json (default: ${DEFAULT-VALUE})")
    private OutputFormat outputFormat;

    @Option(
            names = "--linger",
            converter = Converters.OfDuration.class,
            defaultValue = "5ms",
            description =
                    "how long a batch may wait for others; 0ms steps at once (default: ${DEFAULT-VALUE})")
    private Duration linger;

    @Option(
            names = "--bundle-batches",
            defaultValue = "256",
            description =
                    "step at the latest when so many batches wait (default: ${DEFAULT-VALUE})")
    private int bundleBatches;

    @Option(
            names = "--max-gap-bins",
            defaultValue = "100",
            description =
                    "silent bins in a row before a stream starts anew (default: ${DEFAULT-VALUE})")
    private int maxGapBins;

    @Option(
            names = "--max-bins-per-batch",
            defaultValue = "10000",
            description = "a batch that would close more is rejected (default: ${DEFAULT-VALUE})")
    private int maxBinsPerBatch;

    @Option(
            names = "--ttl",
            converter = Converters.OfDuration.class,
            defaultValue = "24h",
            description =
                    "a stream silent for longer starts anew and is forgotten (default: ${DEFAULT-VALUE})")
    private Duration ttl;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "passed on to Kafka's consumer and producer; may be repeated")
    private Map<String, String> kafkaProperties = new LinkedHashMap<>();

    public Path model() {
        return model;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public String jobName() {
        return jobName;
    }

    public Topics topics() {
        return topics.topics();
    }

    /** Further properties of every Kafka client. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        properties.putAll(kafkaProperties);
        return properties;
    }

    /**
     * Everything the job is started with.
     *
     * @throws IllegalArgumentException naming the option that is out of range
     * @throws NothingToRestoreException if {@code --restore} names no checkpoint
     */
    public ClassifyOptions options() {
        ClassifyOptions.checkName(jobName);
        Optional<String> checkpoints =
                Optional.ofNullable(checkpointDir).map(dir -> CheckpointFolder.uri(dir, jobName));
        return new ClassifyOptions(
                jobName,
                new SourceOptions(
                        bootstrapServers, topics().sensors(), jobName, from, kafkaProperties()),
                new SinkOptions(
                        bootstrapServers,
                        topics(),
                        outputFormat,
                        delivery,
                        jobName,
                        kafkaProperties()),
                new StepperOptions(maxGapBins, maxBinsPerBatch, ttl, spikes),
                new BundleOptions(
                        bundleBatches,
                        BundleOptions.DEFAULTS.maxBytes(),
                        BundleOptions.DEFAULTS.maxBins(),
                        linger),
                FlinkOptions.of(
                        Optional.ofNullable(parallelism),
                        Optional.ofNullable(stateBackend),
                        checkpoints,
                        checkpointInterval,
                        Optional.ofNullable(restore)
                                .map(from -> CheckpointFolder.restore(from, checkpoints))));
    }
}
