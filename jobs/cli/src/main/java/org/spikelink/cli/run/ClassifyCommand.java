package org.spikelink.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spikelink.classify.ClassifyArguments;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkUri;
import org.spikelink.classify.JobModel;
import org.spikelink.classify.NothingToRestoreException;
import org.spikelink.classify.config.Settings;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.cli.console.Launcher;
import org.spikelink.cli.model.Models;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.UserPath;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.local.cluster.ClusterSubmission;
import org.spikelink.local.cluster.FlinkJob;
import org.spikelink.local.cluster.LocalCluster;
import org.spikelink.local.job.JobFailedException;
import org.spikelink.local.job.LocalJob;
import org.spikelink.local.process.ProcessFolder;
import org.spikelink.tools.check.Finding;
import org.spikelink.tools.check.JobCheck;
import org.spikelink.tools.run.JobMonitor;
import org.spikelink.tools.run.ReadySummary;
import org.spikelink.tools.run.RestoreCheck;
import org.spikelink.tools.run.StartChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink classify}: the job on a Flink cluster in this process. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Classifies sensor streams from Kafka until Ctrl-C, on a Flink cluster in this process.",
            "To run on a local cluster of processes, use --cluster. To run on any other Flink cluster, use flink run"
                    + " spikelink-job.jar with the same options."
        })
public final class ClassifyCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @Mixin private ClassifyArguments arguments = new ClassifyArguments();

    @Option(
            names = "--check",
            description =
                    "check model, checkpoint storage, broker, topics and transactions, report problems, and exit")
    private boolean check;

    @Option(
            names = "--create-topics",
            description =
                    "create missing topics, with as many partitions as the parallelism, at least 4")
    private boolean createTopics;

    @Option(
            names = "--cluster",
            arity = "0..1",
            paramLabel = "DIR",
            fallbackValue = ClusterArguments.DEFAULT_FOLDER,
            description =
                    "submit the job to the local cluster in DIR (default: ${FALLBACK-VALUE}) and return when it is running;"
                            + " see spikelink cluster")
    private Path cluster;

    @Option(
            names = "--web-ui",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "8081",
            description =
                    "serve Flink's dashboard of the job in this process, to this machine only and without taking jobs; 0"
                            + " for any free port (default: ${FALLBACK-VALUE})")
    private Integer webUi;

    @Spec private CommandSpec spec;

    private Duration giveUpAfter;
    private int parallelism;
    private boolean restoresLatest;

    @Override
    public Integer call() throws Exception {
        checkWebUi();
        Optional<LocalCluster> on = Optional.ofNullable(cluster).map(ClusterArguments::existing);
        Settings settings = settings(on.map(c -> c.conf().load().toMap()).orElse(Map.of()));
        ClassifyOptions options = options(settings);
        parallelism =
                on.isPresent()
                        ? options.flink().parallelism().orElseGet(on.get().conf()::parallelism)
                        : LocalJob.parallelism(options);
        restoresLatest = settings.find(ClassifyConfig.RESTORE).filter("latest"::equals).isPresent();
        if (check) {
            return check(options, settings);
        }
        giveUpAfter = settings.get(ClassifyConfig.GIVE_UP_AFTER);
        settings.find(ClassifyConfig.MODEL).ifPresent(file -> Models.read(UserPath.of(file), spec));
        try (BrokerWatch broker = broker(options)) {
            JobModel model = JobModel.read(settings);
            if (on.isPresent()) {
                submit(on.get(), model, options);
            } else {
                classifyHere(model, options, broker);
            }
        }
        return 0;
    }

    private void submit(LocalCluster to, JobModel model, ClassifyOptions options)
            throws IOException, InterruptedException {
        Path jobJar = ClusterArguments.installation().jobJar();
        FlinkJob job = ClusterSubmission.run(to, jobJar, model, options);
        to.folder().options().write(job.id(), arguments.wordsToResume());
        PrintWriter out = spec.commandLine().getOut();
        out.printf("job %s is running: %s%n", options.jobName(), job.page());
        out.flush();
    }

    private void checkWebUi() {
        if (webUi == null) {
            return;
        }
        if (webUi < 0 || webUi > MOST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "web-ui must be a port, 0..%d (got %d)".formatted(MOST_PORT, webUi));
        }
        if (cluster != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--web-ui is of a job in this process; a local cluster serves its own dashboard: see spikelink cluster status");
        }
        try (ServerSocket taken = new ServerSocket(webUi, 1, InetAddress.getLoopbackAddress())) {
            taken.getLocalPort();
        } catch (IOException e) {
            throw new SpikelinkException(
                    "port %d is taken: choose another one with --web-ui PORT, or 0 for any free one"
                            .formatted(webUi),
                    e);
        }
    }

    private void classifyHere(JobModel model, ClassifyOptions options, BrokerWatch broker)
            throws IOException, InterruptedException {
        JobMonitor monitor =
                new JobMonitor(
                        broker,
                        giveUpAfter,
                        message -> spec.commandLine().getErr().println("classify: " + message));
        CtrlC ctrlC = CtrlC.runs(monitor::stop);
        Path scratch = ProcessFolder.subfolder("checkpoints");
        ClassifyOptions here = options.withCheckpointsIn(scratch);
        Model first = ModelFile.parse(model.file());
        try (LocalJob job = LocalJob.start(model, here, webUi == null ? 0 : webUi)) {
            boolean keeps = options.flink().checkpointFolder().isPresent();
            Optional<URI> dashboard = Optional.ofNullable(webUi).map(port -> job.rest());
            monitor.whenReady(
                            () ->
                                    print(
                                            ReadySummary.lines(
                                                    first, here, parallelism, keeps, dashboard)))
                    .run(job);
        } catch (JobFailedException e) {
            throw new SpikelinkException("the job failed: " + e.getMessage(), e);
        } finally {
            ProcessFolder.delete(scratch);
            ctrlC.finished();
        }
    }

    private void print(List<String> summary) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("classifying; stop with Ctrl-C");
        summary.forEach(line -> out.println("  " + Launcher.shown(line)));
        out.flush();
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
            throw new SpikelinkException(e.getMessage() + savepointInstead(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A job that was stopped with a savepoint has no checkpoint any more. */
    private String savepointInstead() {
        return restoresLatest
                ? clusterSavepoints()
                        .flatMap(RestoreCheck::newest)
                        .map(
                                found ->
                                        "; the newest savepoint of the cluster is "
                                                + FlinkUri.of(found)
                                                + ", which --restore can name")
                        .orElse("")
                : "";
    }

    private Optional<Path> clusterSavepoints() {
        return Optional.ofNullable(cluster)
                .map(dir -> ClusterArguments.existing(dir).folder().savepoints());
    }

    private int check(ClassifyOptions options, Settings settings) throws InterruptedException {
        List<Finding> findings = new JobCheck(options, settings, parallelism).run();
        spec.commandLine().getOut().println(FindingsTable.of(findings));
        spec.commandLine().getOut().flush();
        boolean right = findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.WRONG);
        return right ? 0 : 1;
    }

    /** Connects to the broker and checks that it has the topics and no job with this name is running. */
    private BrokerWatch broker(ClassifyOptions options) throws InterruptedException {
        BrokerWatch broker = null;
        try {
            broker =
                    BrokerWatch.connect(
                            options.kafka(), giveUpAfter, spec.commandLine().getErr()::println);
            new StartChecks(options, parallelism, createTopics)
                    .run(broker, () -> reportSlowCheck(options));
            checkRestore(options);
            BrokerWatch found = broker;
            broker = null;
            return found;
        } catch (KafkaException e) {
            throw new SpikelinkException(e.getMessage(), e);
        } finally {
            if (broker != null) {
                broker.close();
            }
        }
    }

    private void checkRestore(ClassifyOptions options) throws InterruptedException {
        if (restoresLatest) {
            new RestoreCheck(options.kafka(), options.source().groupId(), clusterSavepoints())
                    .run(options.flink().restoreFrom().orElseThrow());
        }
    }

    private void reportSlowCheck(ClassifyOptions options) {
        spec.commandLine()
                .getErr()
                .printf(
                        "job %s ran a moment ago: checking whether it still does ...%n",
                        options.jobName());
        spec.commandLine().getErr().flush();
    }
}
