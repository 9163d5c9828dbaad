package org.spikelink.jobs.check;

import static org.spikelink.jobs.check.Finding.ok;
import static org.spikelink.jobs.check.Finding.warning;
import static org.spikelink.jobs.check.Finding.wrong;

import java.io.IOException;
import java.nio.file.Path;
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
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.JobName;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.connectors.kafka.SpikelinkSink;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.network.ModelWarnings;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.jobs.classify.ClassifyOptions;

/** Looks at everything that the job will need: model, checkpoint storage, broker, topics, transactions. Changes nothing. */
public final class JobCheck {
    private static final String LACKS = "this login must have the right to %s";
    private static final String UNTRIED =
            "may be described; whether this login has the right to %s shows when the job runs";

    private final ClassifyOptions options;
    private final Path modelFile;
    private final int parallelism;
    private final List<Finding> findings = new ArrayList<>();

    /** A check of a job that will have {@code parallelism} tasks of a kind, whoever decides that. */
    public JobCheck(ClassifyOptions options, Path modelFile, int parallelism) {
        this.options = options;
        this.modelFile = modelFile;
        this.parallelism = parallelism;
    }

    /** Looks at all of it; a thing that is wrong hides nothing else. */
    public List<Finding> run() throws InterruptedException {
        checkModel();
        checkStorage();
        String brokers = options.source().bootstrapServers();
        try (BrokerFacts broker = BrokerFacts.of(brokers, options.source().extra())) {
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
        String what = "model " + modelFile;
        try {
            Model model = ModelFile.read(modelFile);
            StreamStepper.check(model.document(), options.stepper());
            findings.add(ok(what, model.document().id() + ", sha256 " + model.sha256()));
            ModelWarnings.of(model).forEach(text -> findings.add(warning(what, text)));
        } catch (ModelException e) {
            findings.add(wrong(what, e.getMessage()));
        }
    }

    /** Writes a file and deletes it. */
    private void checkStorage() {
        String folder = options.flink().checkpointFolder().orElse(null);
        if (folder == null) {
            findings.add(
                    warning(
                            "checkpoints",
                            "no --checkpoint-dir: the cluster's own setting decides; in this process they go with it"));
            return;
        }
        var probe = new org.apache.flink.core.fs.Path(folder, ".check-" + UUID.randomUUID());
        try {
            FileSystem files = probe.getFileSystem();
            try (FSDataOutputStream out = files.create(probe, FileSystem.WriteMode.NO_OVERWRITE)) {
                out.write(1);
            }
            files.delete(probe, false);
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

    private void checkTopics(BrokerFacts broker) throws InterruptedException {
        Topics topics = options.sink().topics();
        SortedSet<String> wanted =
                new TreeSet<>(
                        List.of(
                                options.source().topic(),
                                topics.spikes(),
                                topics.classes(),
                                topics.rejected()));
        Map<String, BrokerFacts.Topic> there = broker.topics(wanted);
        wanted.forEach(topic -> findings.add(topic(topic, there.get(topic))));
        BrokerFacts.Topic sensors = there.get(options.source().topic());
        if (sensors != null && sensors.partitions() > 0 && sensors.partitions() < parallelism) {
            findings.add(
                    warning(
                            "topic " + options.source().topic(),
                            "partitions must be at least the parallelism, or sources stand idle (got %d and %d)"
                                    .formatted(sensors.partitions(), parallelism)));
        }
    }

    private Finding topic(String name, BrokerFacts.Topic there) {
        AclOperation needed =
                name.equals(options.source().topic()) ? AclOperation.READ : AclOperation.WRITE;
        if (there == null) {
            return wrong("topic " + name, "is not there; --create-topics creates it");
        }
        return there.rights().contains(needed)
                ? ok("topic " + name, "partitions: " + there.partitions())
                : wrong("topic " + name, LACKS.formatted(needed));
    }

    private void checkName() throws InterruptedException {
        String what = "job-name " + options.jobName();
        SourceOptions source = options.source();
        try {
            Optional<String> at =
                    JobName.runningAt(
                            source.bootstrapServers(), source.extra(), options.jobName(), () -> {});
            findings.add(
                    at.isPresent()
                            ? wrong(
                                    what,
                                    "a job of that name runs; its JobManager is at " + at.get())
                            : ok(what, "no job of that name runs"));
        } catch (KafkaException e) { // asking wants a right of its own
            findings.add(warning(what, e.getMessage()));
        }
    }

    private void checkGroup(Rights rights) throws InterruptedException {
        String group = options.source().groupId();
        String what = "group " + group;
        findings.add(
                switch (rights.readAs(group)) {
                    case GIVEN -> ok(what, "may be read as");
                    case DESCRIBED -> ok(what, UNTRIED.formatted(AclOperation.READ));
                    case MISSING ->
                            options.source().startFrom() instanceof StartFrom.Committed
                                    ? wrong(what, LACKS.formatted(AclOperation.READ))
                                    : warning(
                                            what,
                                            LACKS.formatted(AclOperation.READ)
                                                    + ": without it no offsets are committed, and nobody sees how far the job is behind");
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
        if (broker.transactionVersion() >= 2) {
            findings.add(
                    warning(
                            "transactions",
                            "the broker has transaction.version 2: failedCommittables may count although nothing is lost"));
        }
    }

    private static Finding allowed(long timeoutMs, BrokerFacts broker) throws InterruptedException {
        String asked = "transaction.timeout.ms %d, the broker's transaction.max.timeout.ms ";
        try {
            long mostMs = broker.maxTransactionTimeoutMs();
            String found = asked.formatted(timeoutMs) + mostMs;
            return timeoutMs <= mostMs
                    ? ok("transactions", found)
                    : wrong("transactions", "the broker must allow the timeout: " + found);
        } catch (BrokerFacts.UnknownException e) { // asking wants a right of its own
            return warning(
                    "transactions", asked.formatted(timeoutMs) + "unknown: it " + e.getMessage());
        }
    }
}
