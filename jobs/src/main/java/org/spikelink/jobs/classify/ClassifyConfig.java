package org.spikelink.jobs.classify;

import static org.spikelink.jobs.classify.config.JobOption.choice;
import static org.spikelink.jobs.classify.config.JobOption.duration;
import static org.spikelink.jobs.classify.config.JobOption.number;
import static org.spikelink.jobs.classify.config.JobOption.text;

import java.time.Duration;
import java.util.List;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.OutputFormat;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.classify.config.JobOption;
import org.spikelink.operators.BundleOptions;

/** All options of the job: the one place that knows their names, defaults and meanings. */
public final class ClassifyConfig {
    public static final JobOption<String> MODEL =
            text("model", "FILE", "model file (.safetensors)");
    public static final JobOption<String> BOOTSTRAP_SERVERS =
            text("bootstrap-servers", "HOST:PORT", "Kafka brokers");

    public static final JobOption<String> SENSORS_TOPIC =
            topic("sensors-topic", Topics.defaults().sensors(), "topic of what sensors send");
    public static final JobOption<String> SPIKES_TOPIC =
            topic("spikes-topic", Topics.defaults().spikes(), "topic of spikes");
    public static final JobOption<String> CLASSES_TOPIC =
            topic("classes-topic", Topics.defaults().classes(), "topic of classifications");
    public static final JobOption<String> REJECTED_TOPIC =
            topic("rejected-topic", Topics.defaults().rejected(), "topic of what cannot be used");

    public static final JobOption<String> JOB_NAME =
            text(
                    "job-name",
                    "NAME",
                    "spikelink",
                    "names the job, its consumer group and its transactions; keep it over restarts");
    public static final JobOption<Integer> PARALLELISM =
            number("parallelism", null, "default: the cluster's; locally one a core");
    public static final JobOption<Delivery> DELIVERY =
            choice(
                    "delivery",
                    Delivery.class,
                    Delivery.AT_LEAST_ONCE,
                    "what a crash may do to outputs: repeat some, or nothing");
    public static final JobOption<String> CHECKPOINT_DIR =
            text(
                    "checkpoint-dir",
                    "DIR",
                    "folder or URI for checkpoints, which go into its folder JOB-NAME");
    public static final JobOption<Duration> CHECKPOINT_INTERVAL =
            duration(
                    "checkpoint-interval",
                    FlinkOptions.USUAL_CHECKPOINT_INTERVAL,
                    "how often the job's state is stored");
    public static final JobOption<FlinkOptions.StateBackend> STATE_BACKEND =
            choice(
                    "state-backend",
                    FlinkOptions.StateBackend.class,
                    null,
                    "where streams' states live (default: the cluster's; locally heap)");
    public static final JobOption<String> FROM =
            text(
                    "from",
                    "earliest|latest|committed|TIME",
                    "committed",
                    "where to begin without --restore; TIME is 2026-01-31T12:00:00Z or ms; what was never committed"
                            + " begins at the earliest");
    public static final JobOption<String> RESTORE =
            text(
                    "restore",
                    "latest|PATH",
                    "go on from the latest checkpoint in --checkpoint-dir, or from a savepoint or checkpoint");

    public static final JobOption<StepperOptions.Spikes> SPIKES =
            choice(
                    "spikes",
                    StepperOptions.Spikes.class,
                    StepperOptions.DEFAULTS.spikes(),
                    "which layers' spikes are written");
    public static final JobOption<OutputFormat> OUTPUT_FORMAT =
            choice(
                    "output-format",
                    OutputFormat.class,
                    OutputFormat.PROTOBUF,
                    "how spikes and classifications are written");
    public static final JobOption<Duration> LINGER =
            duration(
                    "linger",
                    BundleOptions.DEFAULTS.linger(),
                    "how long a batch may wait for others; 0ms steps at once");
    public static final JobOption<Integer> BUNDLE_BATCHES =
            number(
                    "bundle-batches",
                    BundleOptions.DEFAULTS.maxBatches(),
                    "step at the latest when so many batches wait");
    public static final JobOption<Integer> MAX_GAP_BINS =
            number(
                    "max-gap-bins",
                    StepperOptions.DEFAULTS.maxGapBins(),
                    "silent bins in a row before a stream starts anew");
    public static final JobOption<Integer> MAX_BINS_PER_BATCH =
            number(
                    "max-bins-per-batch",
                    StepperOptions.DEFAULTS.maxBinsPerBatch(),
                    "a batch that would close more is rejected");
    public static final JobOption<Duration> TTL =
            duration(
                    "ttl",
                    StepperOptions.DEFAULTS.ttl(),
                    "a stream silent for longer starts anew and is forgotten");

    /** Of the command line's own cluster; on a real one it means nothing. */
    public static final JobOption<Duration> GIVE_UP_AFTER =
            duration(
                    "give-up-after",
                    Duration.ofMinutes(5),
                    "fail when the broker has been gone, or the job has not run, for so long");

    public static final List<JobOption<String>> TOPICS =
            List.of(SENSORS_TOPIC, SPIKES_TOPIC, CLASSES_TOPIC, REJECTED_TOPIC);

    /** All of them, in the order in which they are explained. */
    public static final List<JobOption<?>> ALL =
            List.of(
                    MODEL,
                    BOOTSTRAP_SERVERS,
                    SENSORS_TOPIC,
                    SPIKES_TOPIC,
                    CLASSES_TOPIC,
                    REJECTED_TOPIC,
                    JOB_NAME,
                    PARALLELISM,
                    DELIVERY,
                    CHECKPOINT_DIR,
                    CHECKPOINT_INTERVAL,
                    STATE_BACKEND,
                    FROM,
                    RESTORE,
                    SPIKES,
                    OUTPUT_FORMAT,
                    LINGER,
                    BUNDLE_BATCHES,
                    MAX_GAP_BINS,
                    MAX_BINS_PER_BATCH,
                    TTL,
                    GIVE_UP_AFTER);

    private ClassifyConfig() {}

    private static JobOption<String> topic(String name, String usual, String description) {
        return text(name, "TOPIC", usual, description);
    }
}
