package org.spikelink.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.spikelink.jobs.cluster.LocalCluster;
import org.spikelink.jobs.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink cluster up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts a cluster and returns when all of it is there.")
final class ClusterUpCommand implements Callable<Integer> {
    private static final int MOST_TASK_MANAGERS = 16;

    @Mixin private ClusterArguments arguments = new ClusterArguments();

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "2",
            description = "of one slot each: the jobs' parallelism (default: ${DEFAULT-VALUE})")
    private int taskManagers;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "run the job with this model at once, as classify --cluster does")
    private Path model;

    @Parameters(paramLabel = "OPTION", description = "after --: further options of classify")
    private List<String> classifyOptions = new ArrayList<>();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        LocalCluster cluster = arguments.cluster();
        start(cluster);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ProcessTable.of(cluster.processes()));
        out.println("web UI: " + cluster.rest());
        out.flush();
        int code = model == null ? 0 : classify(cluster);
        out.print(nextSteps(cluster));
        out.flush();
        return code;
    }

    /** Before anything is started for nothing. */
    private void checkOptions() {
        if (taskManagers < 1 || taskManagers > MOST_TASK_MANAGERS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "task-managers must be 1..%d (got %d)"
                            .formatted(MOST_TASK_MANAGERS, taskManagers));
        }
        if (model != null) {
            Models.read(model, spec);
        } else if (!classifyOptions.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "options of classify need --model (got none)");
        }
    }

    private int classify(LocalCluster cluster) {
        List<String> words =
                new ArrayList<>(
                        List.of("--cluster=" + cluster.folder().path(), "--model=" + model));
        words.addAll(classifyOptions);
        return CommandLines.of(new ClassifyCommand())
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(words.toArray(String[]::new));
    }

    private void start(LocalCluster cluster) {
        PrintWriter err = spec.commandLine().getErr();
        CtrlC ctrlC = CtrlC.runs(Thread.currentThread()::interrupt);
        try {
            if (cluster.isStale()) {
                err.println(
                        "the cluster that was here has died without cluster down: its topics are taken over, its jobs"
                                + " go on");
            }
            err.println("starting broker, ZooKeeper, JobManager and TaskManagers ...");
            err.flush();
            cluster.up(ClusterArguments.installation(), taskManagers);
        } catch (IOException | TimeoutException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new CommandException("interrupted; what had been started is ended", e);
        } finally {
            ctrlC.finished();
        }
    }

    private String nextSteps(LocalCluster cluster) throws IOException {
        String dir = cluster.folder().path().toString();
        String brokers = "--bootstrap-servers " + cluster.bootstrapServers();
        List<String> steps = new ArrayList<>(List.of("", "next:"));
        if (model == null) {
            steps.add("  ./spikelink classify --cluster " + dir + " --model M.safetensors");
        }
        steps.addAll(
                List.of(
                        "  ./spikelink watch " + brokers,
                        "  ./spikelink replay RECORDINGS " + brokers + " --loop",
                        "  kill -9 PID    # any but the keeper, which starts it again",
                        "  ./spikelink cluster status --dir " + dir,
                        "  ./spikelink cluster down --dir " + dir,
                        ""));
        return String.join(System.lineSeparator(), steps);
    }
}
