package org.spikelink.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.spikelink.connectors.kafka.JobName;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.model.ModelFile;
import org.spikelink.jobs.broker.BrokerWatch;
import org.spikelink.jobs.broker.Partitions;
import org.spikelink.jobs.check.Finding;
import org.spikelink.jobs.check.JobCheck;
import org.spikelink.jobs.classify.ClassifyArguments;
import org.spikelink.jobs.classify.ClassifyConfig;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.NothingToRestoreException;
import org.spikelink.jobs.classify.config.Settings;
import org.spikelink.jobs.cluster.LocalCluster;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.local.JobFailedException;
import org.spikelink.jobs.local.LocalJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink classify}: the job on a Flink cluster inside this process. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Classifies sensor streams from Kafka until Ctrl-C, on a Flink cluster inside this process.",
            "On a local cluster of processes: --cluster. On a real one: flink run spikelink-job.jar with the same options."
        })
public final class ClassifyCommand implements Callable<Integer> {
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @Mixin private ClassifyArguments arguments = new ClassifyArguments();

    @Option(
            names = "--check",
            description =
                    "look at model, checkpoint storage, broker, topics and transactions, say what is wrong, and end")
    private boolean check;

    @Option(
            names = "--create-topics",
            description =
                    "create topics that are not there, with as many partitions as the parallelism, at least 4")
    private boolean createTopics;

    @Option(
            names = "--cluster",
            arity = "0..1",
            paramLabel = "DIR",
            fallbackValue = ClusterArguments.USUAL_FOLDER,
            description =
                    "run on the local cluster in DIR (without: ${FALLBACK-VALUE}), see spikelink cluster, and return when"
                            + " the job runs there")
    private Path cluster;

    @Spec private CommandSpec spec;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration giveUpAfter;
    private int parallelism;

    @Override
    public Integer call() throws Exception {
        Optional<LocalCluster> on = Optional.ofNullable(cluster).map(ClusterArguments::existing);
        Settings settings = settings(on.map(c -> c.conf().load().toMap()).orElse(Map.of()));
        ClassifyOptions options = options(settings);
        parallelism =
                on.isPresent()
                        ? options.flink().parallelism().orElseGet(on.get().conf()::parallelism)
                        : LocalJob.parallelism(options);
        Path model = Path.of(settings.get(ClassifyConfig.MODEL));
        if (check) {
            return check(options, model);
        }
        giveUpAfter = settings.get(ClassifyConfig.GIVE_UP_AFTER);
        Models.read(model, spec);
        byte[] modelFile = ModelFile.bytes(model);
        try (BrokerWatch broker = broker(options)) {
            if (on.isPresent()) {
                ClusterSubmission.run(on.get(), modelFile, options, spec.commandLine().getOut());
            } else {
                classifyHere(modelFile, options, broker);
            }
        }
        return 0;
    }

    private void classifyHere(byte[] modelFile, ClassifyOptions options, BrokerWatch broker)
            throws IOException, InterruptedException {
        CtrlC ctrlC = CtrlC.runs(stopped::countDown);
        Path scratch = Files.createTempDirectory("spikelink-checkpoints");
        try (LocalJob job = LocalJob.start(modelFile, options.withCheckpointsIn(scratch))) {
            spec.commandLine().getOut().println("classifying; Ctrl-C ends it");
            spec.commandLine().getOut().flush();
            watch(job, broker);
        } catch (JobFailedException e) {
            throw new CommandException("the job failed: " + e.getMessage(), e);
        } finally {
            TemporaryFolder.delete(scratch);
            ctrlC.finished();
        }
    }

    private Settings settings(Map<String, String> ofCluster) {
        try {
            return arguments.settings(ofCluster);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ClassifyOptions options(Settings settings) {
        try {
            return ClassifyOptions.of(settings);
        } catch (NothingToRestoreException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int check(ClassifyOptions options, Path model) throws InterruptedException {
        List<Finding> findings = new JobCheck(options, model, parallelism).run();
        spec.commandLine().getOut().println(FindingsTable.of(findings));
        spec.commandLine().getOut().flush();
        boolean right = findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.WRONG);
        return right ? 0 : 1;
    }

    /** The broker, after a look whether it is there, has the topics, and knows of no job of that name. */
    private BrokerWatch broker(ClassifyOptions options) throws InterruptedException {
        BrokerWatch broker = null;
        try {
            broker = new BrokerWatch(options.source().bootstrapServers(), options.source().extra());
            checkBroker(broker);
            checkTopics(broker, options);
            checkName(options);
            BrokerWatch found = broker;
            broker = null;
            return found;
        } catch (IllegalArgumentException | IllegalStateException | KafkaException e) {
            throw new CommandException(e.getMessage(), e);
        } finally {
            if (broker != null) {
                broker.close();
            }
        }
    }

    private void checkName(ClassifyOptions options) throws InterruptedException {
        JobName.checkFree(
                options.source().bootstrapServers(),
                options.source().extra(),
                options.jobName(),
                () -> {
                    spec.commandLine()
                            .getErr()
                            .printf(
                                    "job %s was heard of a moment ago: looking whether it still runs ...%n",
                                    options.jobName());
                    spec.commandLine().getErr().flush();
                });
    }

    private void checkBroker(BrokerWatch broker) throws InterruptedException {
        boolean impatient = giveUpAfter.compareTo(FIRST_CONTACT) < 0;
        if (!broker.awaitThere(impatient ? giveUpAfter : FIRST_CONTACT)) {
            throw new CommandException("no Kafka broker answers at " + broker.bootstrapServers());
        }
    }

    private void checkTopics(BrokerWatch broker, ClassifyOptions options)
            throws InterruptedException {
        Topics topics = options.sink().topics();
        Set<String> missing =
                broker.missingTopics(
                        List.of(
                                topics.sensors(),
                                topics.spikes(),
                                topics.classes(),
                                topics.rejected()));
        if (!missing.isEmpty() && createTopics) {
            broker.createTopics(missing, Math.max(Partitions.USUAL, parallelism));
        } else if (!missing.isEmpty()) {
            throw new CommandException(
                    "the broker at "
                            + broker.bootstrapServers()
                            + " has no topic "
                            + missing
                            + "; --create-topics creates them");
        }
    }

    private void watch(LocalJob job, BrokerWatch broker)
            throws InterruptedException, JobFailedException {
        long runningNs = System.nanoTime();
        while (!job.await(Duration.ZERO)
                && !stopped.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            checkStillThere(broker);
            Duration down = Duration.ofNanos(System.nanoTime() - runningNs);
            if (job.isRunning()) {
                runningNs = System.nanoTime();
            } else if (down.compareTo(giveUpAfter) >= 0) {
                // What has ended by itself in this very moment tells its failure better.
                job.await(Duration.ZERO);
                throw neverRuns(job, down);
            }
        }
    }

    private void checkStillThere(BrokerWatch broker) throws InterruptedException {
        if (!broker.isThere() && broker.missingFor().compareTo(giveUpAfter) >= 0) {
            throw new CommandException(
                    "the Kafka broker at "
                            + broker.bootstrapServers()
                            + " has been gone for "
                            + broker.missingFor().toSeconds()
                            + " s, longer than --give-up-after");
        }
    }

    private static CommandException neverRuns(LocalJob job, Duration down)
            throws InterruptedException {
        String notFor = "it has not run for " + down.toSeconds() + " s";
        return new CommandException(
                "the job failed: "
                        + job.latestFailure().map(f -> f + " (" + notFor + ")").orElse(notFor));
    }
}
