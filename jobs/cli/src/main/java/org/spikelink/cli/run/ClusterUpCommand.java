package org.spikelink.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.spikelink.cli.console.CommandLines;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.cli.console.Launcher;
import org.spikelink.cli.console.ShellWord;
import org.spikelink.cli.model.Models;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.cluster.LocalCluster;
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
        description = "Starts a local cluster and returns when all of its processes are ready.")
final class ClusterUpCommand implements Callable<Integer> {
    private static final int MAX_TASK_MANAGERS = 16;

    @Mixin private ClusterArguments arguments = new ClusterArguments();

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "number of TaskManagers with one slot each; also the default parallelism (default: ${DEFAULT-VALUE})")
    private int taskManagers;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "also submit the job with this model, as classify --cluster does")
    private Path model;

    @Parameters(paramLabel = "OPTION", description = "options of classify, after --")
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

    /** Checks all options before anything is started. */
    private void checkOptions() {
        if (taskManagers < 1 || taskManagers > MAX_TASK_MANAGERS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "task-managers must be 1..%d (got %d)"
                            .formatted(MAX_TASK_MANAGERS, taskManagers));
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
                        "the previous cluster in this folder died without cluster down: its topics are kept and its jobs"
                                + " resume");
            }
            err.println("starting broker, ZooKeeper, JobManager and TaskManagers ...");
            err.flush();
            cluster.up(ClusterArguments.installation(), taskManagers);
        } catch (IOException | TimeoutException e) {
            throw new SpikelinkException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new SpikelinkException(
                    "interrupted; the processes already started have been stopped", e);
        } finally {
            ctrlC.finished();
        }
    }

    private String nextSteps(LocalCluster cluster) throws IOException {
        String dir = ShellWord.of(cluster.folder().path());
        String brokers = "--bootstrap-servers " + cluster.bootstrapServers();
        List<String> steps = new ArrayList<>(List.of("", "next:"));
        if (model == null) {
            steps.add("  ./spikelink classify --cluster " + dir + " --model M.safetensors");
        }
        steps.addAll(
                List.of(
                        "  ./spikelink watch " + brokers,
                        "  ./spikelink replay RECORDINGS " + brokers + " --loop",
                        "  kill -9 PID    # the supervisor restarts it",
                        "  ./spikelink cluster status --dir " + dir,
                        "  ./spikelink cluster down --dir " + dir,
                        ""));
        return Launcher.shown(String.join(System.lineSeparator(), steps));
    }
}
