package org.spikelink.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.spikelink.jobs.cluster.FlinkRest;
import org.spikelink.jobs.cluster.JobStatus;
import org.spikelink.jobs.cluster.LocalCluster;
import org.spikelink.jobs.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink cluster stop}: what {@code flink stop} does, for those who have no {@code flink}. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stops a job with a savepoint, from which classify --cluster --restore goes on.",
            "The cluster stays."
        })
final class ClusterStopCommand implements Callable<Integer> {
    @Mixin private ClusterArguments arguments = new ClusterArguments();

    @Parameters(
            paramLabel = "JOB-NAME",
            arity = "0..1",
            description = "which job (default: the only one that runs)")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LocalCluster cluster = arguments.existing();
        FlinkRest rest = cluster.rest();
        JobStatus job = chosen(running(rest));
        String savepoint = stop(rest, job, cluster.folder().savepoints().toUri().toString());
        PrintWriter out = spec.commandLine().getOut();
        out.printf("job %s has stopped; its savepoint: %s%n", job.name(), savepoint);
        out.printf(
                "to go on: ./spikelink classify --cluster %s --model M.safetensors --job-name %s --restore %s%n",
                cluster.folder().path(), job.name(), savepoint);
        out.flush();
        return 0;
    }

    private static List<JobStatus> running(FlinkRest rest) throws InterruptedException {
        try {
            return JobStatus.all(rest).stream()
                    .filter(job -> job.state().equals("RUNNING"))
                    .toList();
        } catch (IOException | FlinkRest.UnexpectedAnswer e) {
            throw new CommandException("the JobManager at " + rest + " does not answer", e);
        }
    }

    private JobStatus chosen(List<JobStatus> running) {
        List<JobStatus> wanted =
                running.stream().filter(job -> name == null || job.name().equals(name)).toList();
        if (wanted.size() != 1) {
            throw new CommandException(
                    "JOB-NAME must be of one job that runs (got %s; what runs: %s)"
                            .formatted(name == null ? "none" : name, names(running)));
        }
        return wanted.get(0);
    }

    private static String names(List<JobStatus> jobs) {
        return jobs.isEmpty()
                ? "nothing"
                : jobs.stream().map(JobStatus::name).collect(Collectors.joining(", "));
    }

    private static String stop(FlinkRest rest, JobStatus job, String folder)
            throws InterruptedException {
        try {
            return rest.job(job.id()).stopWithSavepoint(folder);
        } catch (IOException | TimeoutException | FlinkRest.UnexpectedAnswer e) {
            throw new CommandException(
                    "job %s has not stopped with a savepoint (%s)"
                            .formatted(job.name(), e.getMessage()),
                    e);
        }
    }
}
