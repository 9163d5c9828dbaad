package org.spikelink.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.jobs.cluster.ClusterProcess;
import org.spikelink.jobs.cluster.FlinkRest;
import org.spikelink.jobs.cluster.JobStatus;
import org.spikelink.jobs.cluster.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink cluster status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "What lives of a cluster, and what its jobs do.",
            "Exit code 1 where something is dead, or does not answer."
        })
final class ClusterStatusCommand implements Callable<Integer> {
    @Mixin private ClusterArguments arguments = new ClusterArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalCluster cluster = arguments.existing();
        List<ClusterProcess> processes = cluster.processes();
        PrintWriter out = spec.commandLine().getOut();
        if (processes.isEmpty()) {
            out.println("nothing runs in " + cluster.folder().path());
            out.flush();
            return 1;
        }
        out.println(ProcessTable.of(processes));
        if (!cluster.isKept()) {
            out.println("the keeper is dead: nothing is started again before cluster down and up");
        }
        boolean answers = printJobs(cluster.rest(), out);
        out.flush();
        return answers && processes.stream().allMatch(ClusterProcess::isAlive) ? 0 : 1;
    }

    private static boolean printJobs(FlinkRest rest, PrintWriter out) throws InterruptedException {
        try {
            List<JobStatus> jobs = JobStatus.all(rest);
            out.println(jobs.isEmpty() ? "no job yet" : table(jobs));
            return true;
        } catch (IOException | FlinkRest.UnexpectedAnswer e) {
            out.println("the JobManager at " + rest + " does not answer");
            return false;
        }
    }

    private static String table(List<JobStatus> jobs) {
        return Columns.table(
                jobs,
                List.of(
                        Columns.text("job").with(JobStatus::name),
                        Columns.text("id").with(JobStatus::id),
                        Columns.text("state").with(JobStatus::state),
                        Columns.text("restarts").with(job -> Long.toString(job.restarts())),
                        Columns.text("failed checkpoints")
                                .with(job -> Integer.toString(job.failedCheckpoints())),
                        Columns.text("last checkpoint")
                                .with(
                                        job ->
                                                job.lastCheckpoint()
                                                        .map(c -> text(c))
                                                        .orElse("none"))));
    }

    private static String text(JobStatus.Checkpoint checkpoint) {
        Duration age = Duration.between(checkpoint.at(), Instant.now());
        return "%d, %d s ago: %s"
                .formatted(checkpoint.number(), age.toSeconds(), checkpoint.path());
    }
}
