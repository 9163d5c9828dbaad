package org.spikelink.classify;

import static org.spikelink.classify.config.JobOption.choice;
import static org.spikelink.classify.config.JobOption.duration;
import static org.spikelink.classify.config.JobOption.flag;
import static org.spikelink.classify.config.JobOption.number;
import static org.spikelink.classify.config.JobOption.text;

import java.time.Duration;
import java.util.List;
import org.spikelink.classify.config.JobOption;
import org.spikelink.classify.config.Switch;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;
import org.spikelink.operators.DriftOptions;

/** All options of the job, with their names, defaults and descriptions. */
public final class ClassifyConfig {
    public static final JobOption<String> MODEL =
            text(
                    "model",
                    "FILE",
                    "model file (.safetensors); with --model-name the version of streams that no activation selects, by default"
                            + " the one that is active for all streams");
    public static final JobOption<String> MODEL_NAME =
            text(
                    "model-name",
                    "NAME",
                    "let streams change between the published versions of this model while the job runs; see spikelink"
                            + " models");
    public static final JobOption<Switch> SWITCH_MODEL =
            flag(
                    "switch-model",
                    "let a restored job go on with another --model than it was started with: streams that had that one start"
                            + " anew, with their sessions and sequence numbers");
    public static final JobOption<Integer> MODELS_MAX_LOADED =
            number(
                    "models-max-loaded",
                    ModelUpdates.DEFAULT_MAX_LOADED,
                    "versions that a task keeps in memory with --model-name; the least recently used one goes first");
    public static final JobOption<String> BOOTSTRAP_SERVERS =
            text("bootstrap-servers", "HOST:PORT", "Kafka brokers");

    public static final JobOption<String> SENSORS_TOPIC =
            topic("sensors-topic", Topics.defaults().sensors(), "topic of sensor batches");
    public static final JobOption<String> SPIKES_TOPIC =
            topic("spikes-topic", Topics.defaults().spikes(), "topic of spikes");
    public static final JobOption<String> CLASSES_TOPIC =
            topic("classes-topic", Topics.defaults().classes(), "topic of classifications");
    public static final JobOption<String> REJECTED_TOPIC =
            topic("rejected-topic", Topics.defaults().rejected(), "topic of rejected records");
    public static final JobOption<String> HEALTH_TOPIC =
            topic("health-topic", Topics.defaults().health(), "topic of sensors' health");

    public static final JobOption<String> SHADOW_TOPIC =
            text(
                    "shadow-topic",
                    "TOPIC",
                    "topic of the classifications of shadows, written with --model-name (default: that of classifications"
                            + " and .shadow)");

    public static final JobOption<String> MODELS_TOPIC =
            topic(
                    "models-topic",
                    RegistryReader.TOPIC,
                    "topic of published models and their schedules, read with --model-name");

    public static final JobOption<String> JOB_NAME =
            text(
                    "job-name",
                    "NAME",
                    "spikelink",
                    "names the job, its consumer group and its transactions; keep it across restarts");
    public static final JobOption<Integer> PARALLELISM =
            number(
                    "parallelism",
                    null,
                    "parallelism of the job (default: the cluster's; locally one per core)");
    public static final JobOption<Delivery> DELIVERY =
            choice(
                    "delivery",
                    Delivery.class,
                    Delivery.AT_LEAST_ONCE,
                    "whether a crash may repeat outputs");
    public static final JobOption<String> CHECKPOINT_DIR =
            text(
                    "checkpoint-dir",
                    "DIR",
                    "folder or URI for checkpoints, which go into its folder JOB-NAME");
    public static final JobOption<Duration> CHECKPOINT_INTERVAL =
            duration(
                    "checkpoint-interval",
                    FlinkOptions.DEFAULT_CHECKPOINT_INTERVAL,
                    "how often the job's state is stored");
    public static final JobOption<FlinkOptions.StateBackend> STATE_BACKEND =
            choice(
                    "state-backend",
                    FlinkOptions.StateBackend.class,
                    null,
                    "where the state of streams is stored (default: the cluster's; locally heap)");
    public static final JobOption<String> FROM =
            text(
                    "from",
                    "earliest|latest|committed|TIME",
                    "committed",
                    "where to start without --restore; TIME is 2026-01-31T12:00:00Z or ms since 1970;"
                            + " partitions without a committed offset start at the earliest");
    public static final JobOption<String> RESTORE =
            text(
                    "restore",
                    "latest|PATH",
                    "resume from the latest checkpoint in --checkpoint-dir, or from a savepoint or checkpoint");

    public static final JobOption<StepperOptions.Spikes> SPIKES =
            choice(
                    "spikes",
                    StepperOptions.Spikes.class,
                    StepperOptions.DEFAULTS.spikes(),
                    "which layers' spikes are written");
    public static final JobOption<InputFormat> INPUT_FORMAT =
            choice(
                    "input-format",
                    InputFormat.class,
                    InputFormat.PROTOBUF,
                    "how sensors write their batches");
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
                    "step as soon as this many batches wait");
    public static final JobOption<Integer> MAX_GAP_BINS =
            number(
                    "max-gap-bins",
                    StepperOptions.DEFAULTS.maxGapBins(),
                    "silent bins in a row after which the network is reset");
    public static final JobOption<Integer> MAX_BINS_PER_BATCH =
            number(
                    "max-bins-per-batch",
                    StepperOptions.DEFAULTS.maxBinsPerBatch(),
                    "a batch that would close more is rejected");
    public static final JobOption<Duration> TTL =
            duration(
                    "ttl",
                    StepperOptions.DEFAULTS.ttl(),
                    "the network of a stream silent for longer is reset; after twice that time its memory is freed");
    public static final JobOption<Integer> MAX_STREAMS =
            number(
                    "max-streams",
                    0,
                    "streams that a task keeps; beyond it the least recently active ones are deleted;"
                            + " 0: as many as fit into the heap, with RocksDB no limit");
    public static final JobOption<Duration> SESSION_HORIZON =
            duration(
                    "session-horizon",
                    SessionHorizon.DEFAULT.ahead(),
                    "a batch is rejected if its session, in wall-clock µs, is further ahead of its record's Kafka time;"
                            + " 0ms accepts every session");

    public static final JobOption<Duration> DRIFT_AFTER =
            duration(
                    "drift-after",
                    DriftOptions.DEFAULT.after(),
                    "warn when a model's activity has been out of the bands of its file for this long; 0ms: never");

    public static final JobOption<Switch> HEALTH =
            choice(
                    "health",
                    Switch.class,
                    Switch.OFF,
                    "whether the health of sensors is measured and written, once per second of sensor time");
    public static final JobOption<Integer> HEALTH_EVENT_RATE =
            number(
                    "health-event-rate",
                    HealthLimits.DEFAULTS.eventRate(),
                    "trouble if a sensor sends more events per second; 0: any number");
    public static final JobOption<Integer> HEALTH_STEPS_BACK =
            number(
                    "health-steps-back",
                    HealthLimits.DEFAULTS.stepsBack(),
                    "trouble if more events of a second are earlier than the one before");
    public static final JobOption<Integer> HEALTH_MISSING =
            number(
                    "health-missing",
                    HealthLimits.DEFAULTS.missing(),
                    "trouble if more batches are missing in a second");
    public static final JobOption<Duration> HEALTH_LATE =
            duration(
                    "health-late",
                    HealthLimits.DEFAULTS.late(),
                    "trouble if a batch reaches Kafka this much later than the earliest ones, compared with sensor time");
    public static final JobOption<Integer> HEALTH_HOT_PIXEL_RATE =
            number(
                    "health-hot-pixel-rate",
                    HealthLimits.DEFAULTS.hotPixelRate(),
                    "events per second from which an isolated pixel is hot");
    public static final JobOption<Integer> HEALTH_HOT_PIXELS =
            number(
                    "health-hot-pixels",
                    HealthLimits.DEFAULTS.hotPixels(),
                    "trouble if a sensor has more hot pixels");
    public static final JobOption<Integer> HEALTH_ON_PERCENT =
            number(
                    "health-on-percent",
                    HealthLimits.DEFAULTS.onPercent(),
                    "trouble if less than this percentage of the events is ON, or is OFF");
    public static final JobOption<Integer> HEALTH_FULL_PERCENT =
            number(
                    "health-full-percent",
                    HealthLimits.DEFAULTS.fullPercent(),
                    "trouble if this percentage of a second's 512 slices is as full as the fullest one");

    /** Applies to the command line's own local cluster; ignored on a real one. */
    public static final JobOption<Duration> GIVE_UP_AFTER =
            duration(
                    "give-up-after",
                    Duration.ofMinutes(5),
                    "fail when the broker has not answered, or the job has not run, for this long");

    public static final List<JobOption<String>> TOPICS =
            List.of(
                    SENSORS_TOPIC,
                    SPIKES_TOPIC,
                    CLASSES_TOPIC,
                    REJECTED_TOPIC,
                    HEALTH_TOPIC,
                    SHADOW_TOPIC);

    /** All options, in the order of the help text. */
    public static final List<JobOption<?>> ALL =
            List.of(
                    MODEL,
                    MODEL_NAME,
                    SWITCH_MODEL,
                    MODELS_MAX_LOADED,
                    BOOTSTRAP_SERVERS,
                    SENSORS_TOPIC,
                    SPIKES_TOPIC,
                    CLASSES_TOPIC,
                    REJECTED_TOPIC,
                    HEALTH_TOPIC,
                    SHADOW_TOPIC,
                    MODELS_TOPIC,
                    JOB_NAME,
                    PARALLELISM,
                    DELIVERY,
                    CHECKPOINT_DIR,
                    CHECKPOINT_INTERVAL,
                    STATE_BACKEND,
                    FROM,
                    RESTORE,
                    SPIKES,
                    INPUT_FORMAT,
                    OUTPUT_FORMAT,
                    LINGER,
                    BUNDLE_BATCHES,
                    MAX_GAP_BINS,
                    MAX_BINS_PER_BATCH,
                    TTL,
                    MAX_STREAMS,
                    SESSION_HORIZON,
                    DRIFT_AFTER,
                    HEALTH,
                    HEALTH_EVENT_RATE,
                    HEALTH_STEPS_BACK,
                    HEALTH_MISSING,
                    HEALTH_LATE,
                    HEALTH_HOT_PIXEL_RATE,
                    HEALTH_HOT_PIXELS,
                    HEALTH_ON_PERCENT,
                    HEALTH_FULL_PERCENT,
                    GIVE_UP_AFTER);

    private ClassifyConfig() {}

    private static JobOption<String> topic(String name, String defaultName, String description) {
        return text(name, "TOPIC", defaultName, description);
    }
}
