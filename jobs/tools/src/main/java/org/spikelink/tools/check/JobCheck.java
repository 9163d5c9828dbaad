package org.spikelink.tools.check;

import static org.spikelink.tools.check.Finding.ok;
import static org.spikelink.tools.check.Finding.warning;
import static org.spikelink.tools.check.Finding.wrong;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.JobModel;
import org.spikelink.classify.config.Settings;
import org.spikelink.connectors.kafka.client.BrokerFacts;
import org.spikelink.connectors.kafka.client.Rights;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.SpikelinkSink;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.UserPath;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.core.stepper.StreamStepper;

/** Checks everything that the job needs: model, checkpoint storage, broker, topics, transactions. Changes nothing. */
public final class JobCheck {
    private static final String LACKS = "this user needs the permission %s";
    private static final String UNTRIED =
            "this user may describe it; whether it has the permission %s is not known before the job runs";

    private final ClassifyOptions options;
    private final Settings settings;
    private final int parallelism;
    private final List<Finding> findings = new ArrayList<>();

    /** A check of a job with these settings, which {@code options} are made of, that will run with {@code parallelism}. */
    public JobCheck(ClassifyOptions options, Settings settings, int parallelism) {
        this.options = options;
        this.settings = settings;
        this.parallelism = parallelism;
    }

    /** Runs all checks, even if one fails. */
    public List<Finding> run() throws InterruptedException {
        checkModel();
        checkStorage();
        String brokers = options.kafka().bootstrapServers();
        try (BrokerFacts broker = BrokerFacts.of(options.kafka())) {
            findings.add(ok("broker " + brokers, broker.cluster()));
            checkTopics(broker);
            checkName();
            checkGroup(broker.rights());
            if (options.sink().delivery() == Delivery.EXACTLY_ONCE) {
                checkTransactions(broker);
                checkTransactionalIds(broker.rights());
            }
        } catch (BrokerFacts.UnknownException e) {
            findings.add(wrong("broker " + brokers, e.getMessage()));
        }
        return findings;
    }

    private void checkModel() {
        String what =
                settings.find(ClassifyConfig.MODEL)
                        .map(file -> "model " + UserPath.of(file))
                        .orElseGet(() -> "model " + settings.get(ClassifyConfig.MODEL_NAME));
        try {
            settings.find(ClassifyConfig.MODEL).map(UserPath::of).ifPresent(ModelFile::read);
            Model model = ModelFile.parse(JobModel.read(settings).file());
            StreamStepper.check(model.document(), options.stepper());
            findings.add(ok(what, model.document().id() + ", sha256 " + model.sha256()));
            ModelWarnings.of(model).forEach(text -> findings.add(warning(what, text)));
        } catch (SpikelinkException e) {
            findings.add(wrong(what, e.getMessage()));
        }
    }

    /** Writes a file, and deletes it and the folders that were missing. */
    private void checkStorage() {
        String folder = options.flink().checkpointFolder().orElse(null);
        if (folder == null) {
            findings.add(
                    warning(
                            "checkpoints",
                            "no --checkpoint-dir: the cluster's setting applies; in this process checkpoints are deleted when it ends"));
            return;
        }
        var probe = new org.apache.flink.core.fs.Path(folder, ".check-" + UUID.randomUUID());
        try {
            FileSystem files = probe.getFileSystem();
            List<org.apache.flink.core.fs.Path> missing = missing(files, probe.getParent());
            try (FSDataOutputStream out = files.create(probe, FileSystem.WriteMode.NO_OVERWRITE)) {
                out.write(1);
            }
            files.delete(probe, false);
            deleteEmpty(files, missing);
            findings.add(ok("checkpoints", folder + " can be written"));
        } catch (IOException e) {
            findings.add(
                    wrong(
                            "checkpoints",
                            "%s cannot be written (%s: %s)"
                                    .formatted(
                                            folder, e.getClass().getSimpleName(), e.getMessage())));
        }
    }

    /** The folder and its parents, as far as they do not exist; the innermost first. */
    private static List<org.apache.flink.core.fs.Path> missing(
            FileSystem files, org.apache.flink.core.fs.Path folder) throws IOException {
        List<org.apache.flink.core.fs.Path> missing = new ArrayList<>();
        for (var path = folder; path != null && !files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    /** Deletes folders, unless somebody else has begun to use them. */
    private static void deleteEmpty(
            FileSystem files, List<org.apache.flink.core.fs.Path> innermostFirst) {
        try {
            for (org.apache.flink.core.fs.Path folder : innermostFirst) {
                files.delete(folder, false);
            }
        } catch (IOException e) {
            // it is in use, and so are its parents
        }
    }

    private void checkTopics(BrokerFacts broker) throws InterruptedException {
        SortedSet<String> wanted = new TreeSet<>(options.topics());
        Map<String, BrokerFacts.Topic> there = broker.topics(wanted);
        wanted.forEach(topic -> findings.add(topic(topic, there.get(topic))));
        BrokerFacts.Topic sensors = there.get(options.source().topic());
        if (sensors != null && sensors.partitions() > 0 && sensors.partitions() < parallelism) {
            findings.add(
                    warning(
                            "topic " + options.source().topic(),
                            "partitions must be at least the parallelism, or sources are idle (got %d and %d)"
                                    .formatted(sensors.partitions(), parallelism)));
        }
        if (sensors != null && sensors.rights().contains(AclOperation.READ)) {
            checkSettings(broker);
        }
    }

    /** Whose clock Kafka's times are of, and whether a small record may become a large one. */
    private void checkSettings(BrokerFacts broker) throws InterruptedException {
        String what = "topic " + options.source().topic();
        try {
            BrokerFacts.TopicSettings found = broker.settings(options.source().topic());
            boolean producers = found.timestampType().equals("CreateTime");
            findings.add(
                    ok(
                            what,
                            "message.timestamp.type %s: Kafka times are those of the %s"
                                    .formatted(
                                            found.timestampType(),
                                            producers ? "producers' clocks" : "brokers' clocks")));
            String limit =
                    "compression.type %s, max.message.bytes %d"
                            .formatted(found.compression(), found.maxMessageBytes());
            findings.add(
                    found.compression().equals("uncompressed")
                            ? ok(what, limit)
                            : ok(
                                    what,
                                    limit
                                            + ": of compressed records; with uncompressed the brokers limit what they become"));
        } catch (BrokerFacts.UnknownException e) { // the request needs a permission of its own
            findings.add(ok(what, "its settings are unknown: the broker " + e.getMessage()));
        }
    }

    private Finding topic(String name, BrokerFacts.Topic there) {
        AclOperation needed =
                name.equals(options.source().topic()) ? AclOperation.READ : AclOperation.WRITE;
        if (there == null) {
            return wrong("topic " + name, "does not exist; create it with --create-topics");
        }
        return there.rights().contains(needed)
                ? ok("topic " + name, "partitions: " + there.partitions())
                : wrong("topic " + name, LACKS.formatted(needed));
    }

    private void checkName() throws InterruptedException {
        String what = "job-name " + options.jobName();
        try {
            Optional<String> at = options.nameOnKafka().holder(() -> {});
            findings.add(
                    at.isPresent()
                            ? wrong(
                                    what,
                                    "a job with this name is running; its JobManager is at "
                                            + at.get())
                            : ok(what, "no job with this name is running"));
        } catch (KafkaException e) { // the request needs a permission of its own
            findings.add(warning(what, e.getMessage()));
        }
    }

    private void checkGroup(Rights rights) throws InterruptedException {
        String group = options.source().groupId();
        String what = "group " + group;
        findings.add(
                switch (rights.readAs(group)) {
                    case GIVEN -> ok(what, "this user may read with it");
                    case DESCRIBED -> ok(what, UNTRIED.formatted(AclOperation.READ));
                    case MISSING ->
                            options.source().startFrom() instanceof StartFrom.Committed
                                    ? wrong(what, LACKS.formatted(AclOperation.READ))
                                    : warning(
                                            what,
                                            LACKS.formatted(AclOperation.READ)
                                                    + "; without it no offsets are committed and the consumer lag is not visible");
                });
    }

    private void checkTransactionalIds(Rights rights) throws InterruptedException {
        String prefix = SpikelinkSink.transactionalIdPrefix(options.sink());
        String what = "transactional ids " + prefix + "...";
        findings.add(
                rights.writeAs(prefix) == Rights.Right.MISSING
                        ? wrong(what, LACKS.formatted(AclOperation.WRITE))
                        : ok(what, UNTRIED.formatted(AclOperation.WRITE)));
    }

    private void checkTransactions(BrokerFacts broker) throws InterruptedException {
        long timeoutMs = SpikelinkSink.transactionTimeoutMs(options.sink());
        findings.add(allowed(timeoutMs, broker));
        long intervalMs = options.flink().checkpointInterval().toMillis();
        if (2 * intervalMs > timeoutMs) {
            findings.add(
                    wrong(
                            "transactions",
                            "transaction.timeout.ms must be at least twice the checkpoint interval (got %d and %d ms)"
                                    .formatted(timeoutMs, intervalMs)));
        }
    }

    private static Finding allowed(long timeoutMs, BrokerFacts broker) throws InterruptedException {
        String requested = "transaction.timeout.ms %d, the broker's transaction.max.timeout.ms ";
        try {
            long mostMs = broker.maxTransactionTimeoutMs();
            String found = requested.formatted(timeoutMs) + mostMs;
            return timeoutMs <= mostMs
                    ? ok("transactions", found)
                    : wrong(
                            "transactions",
                            "transaction.timeout.ms must not exceed the broker's maximum: "
                                    + found);
        } catch (BrokerFacts.UnknownException e) { // the request needs a permission of its own
            return warning(
                    "transactions",
                    requested.formatted(timeoutMs) + "unknown: it " + e.getMessage());
        }
    }
}
