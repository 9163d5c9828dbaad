package org.spikelink.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.spikelink.classify.FlinkUri;
import org.spikelink.classify.config.Settings;
import org.spikelink.cli.console.Launcher;
import org.spikelink.cli.console.ShellWord;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.cluster.FlinkRest;
import org.spikelink.local.cluster.JobStatus;
import org.spikelink.local.cluster.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink cluster stop}: does what {@code flink stop} does, without an installation of Flink. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stops a job with a savepoint. classify --cluster --restore resumes it from there.",
            "The cluster keeps running."
        })
final class ClusterStopCommand implements Callable<Integer> {
    @Mixin private ClusterArguments arguments = new ClusterArguments();

    @Parameters(
            paramLabel = "JOB-NAME",
            arity = "0..1",
            description = "job to stop (default: the only running job)")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalCluster cluster = arguments.existing();
        FlinkRest rest = cluster.rest();
        JobStatus job = chosen(running(rest));
        String savepoint = stop(rest, job, FlinkUri.of(cluster.folder().savepoints()));
        PrintWriter out = spec.commandLine().getOut();
        out.printf("job %s has stopped; savepoint: %s%n", job.name(), savepoint);
        String resume = resume(cluster, job, savepoint);
        out.println("to resume: " + resume);
        if (resume.contains(Settings.HIDDEN)) {
            out.printf("in this command, replace %s by the secrets%n", Settings.HIDDEN);
        }
        out.flush();
        return 0;
    }

    /** The command that resumes the job with the options it ran with. */
    private static String resume(LocalCluster cluster, JobStatus job, String savepoint)
            throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Launcher.command(),
                                "classify",
                                "--cluster=" + cluster.folder().path(),
                                "--restore=" + savepoint));
        words.addAll(
                cluster.folder()
                        .options()
                        .read(job.id())
                        .orElse(List.of("--job-name=" + job.name(), "--model=MODEL.safetensors")));
        return ShellWord.join(words);
    }

    private static List<JobStatus> running(FlinkRest rest) throws InterruptedException {
        try {
            return JobStatus.all(rest).stream()
                    .filter(job -> job.state().equals("RUNNING"))
                    .toList();
        } catch (IOException | FlinkRest.UnexpectedAnswer e) {
            throw new SpikelinkException("the JobManager at " + rest + " does not respond", e);
        }
    }

    private JobStatus chosen(List<JobStatus> running) {
        List<JobStatus> wanted =
                running.stream().filter(job -> name == null || job.name().equals(name)).toList();
        if (wanted.size() != 1) {
            throw new SpikelinkException(
                    "JOB-NAME must be the name of one running job (got %s; running: %s)"
                            .formatted(name == null ? "none" : name, names(running)));
        }
        return wanted.get(0);
    }

    private static String names(List<JobStatus> jobs) {
        return jobs.isEmpty()
                ? "none"
                : jobs.stream().map(JobStatus::name).collect(Collectors.joining(", "));
    }

    private static String stop(FlinkRest rest, JobStatus job, String folder)
            throws InterruptedException {
        try {
            return rest.job(job.id()).stopWithSavepoint(folder);
        } catch (IOException | TimeoutException | FlinkRest.UnexpectedAnswer e) {
            throw new SpikelinkException(
                    "job %s could not be stopped with a savepoint (%s)"
                            .formatted(job.name(), e.getMessage()),
                    e);
        }
    }
}
