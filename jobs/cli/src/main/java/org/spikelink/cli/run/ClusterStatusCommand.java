package org.spikelink.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.core.error.Printable;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkRest;
import org.spikelink.local.cluster.JobStatus;
import org.spikelink.local.cluster.LocalCluster;
import org.spikelink.tools.text.Columns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink cluster status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the processes of a local cluster and its jobs.",
            "Exit code 1 if a process is dead or restarts in a loop, or the JobManager does not respond."
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
            out.println("no cluster is running in " + cluster.folder().path());
            out.flush();
            return 1;
        }
        out.println(ProcessTable.of(processes));
        if (!cluster.isSupervised()) {
            out.println(
                    "the supervisor is dead: processes that die are not restarted until cluster down and up");
        }
        boolean loops = printLoops(processes, out);
        boolean answers = printJobs(cluster.rest(), out);
        out.flush();
        return answers && !loops && processes.stream().allMatch(ClusterProcess::isAlive) ? 0 : 1;
    }

    /** Whether a process has failed at each of its last starts; says where to look for the reason. */
    private static boolean printLoops(List<ClusterProcess> processes, PrintWriter out)
            throws IOException {
        boolean loops = false;
        for (ClusterProcess process : processes) {
            if (process.restarts().isLoop(Instant.now())) {
                loops = true;
                out.printf(
                        "%s restarts in a loop; the end of %s says why%n",
                        process.name(), process.logBefore());
            }
        }
        return loops;
    }

    private static boolean printJobs(FlinkRest rest, PrintWriter out) throws InterruptedException {
        try {
            List<JobStatus> jobs = JobStatus.all(rest);
            out.println(jobs.isEmpty() ? "no jobs" : table(jobs));
            jobs.forEach(job -> job.lastFailure().ifPresent(f -> out.println(text(job.name(), f))));
            return true;
        } catch (IOException | FlinkRest.UnexpectedAnswer e) {
            out.println("the JobManager at " + rest + " does not respond");
            return false;
        }
    }

    private static String table(List<JobStatus> jobs) {
        return Columns.table(
                jobs,
                List.of(
                        Columns.text("job", JobStatus::name),
                        Columns.text("id", JobStatus::id),
                        Columns.text("state", JobStatus::state),
                        Columns.text("restarts", job -> Long.toString(job.restarts())),
                        Columns.text(
                                "failed checkpoints",
                                job -> Integer.toString(job.failedCheckpoints())),
                        Columns.text(
                                "last checkpoint",
                                job -> job.lastCheckpoint().map(c -> text(c)).orElse("none"))));
    }

    private static String text(JobStatus.Checkpoint checkpoint) {
        return "%d, %d s ago: %s"
                .formatted(checkpoint.number(), secondsSince(checkpoint.at()), checkpoint.path());
    }

    private static String text(String job, JobStatus.Failure failure) {
        return "latest failure of %s, %d s ago: %s"
                .formatted(
                        Printable.of(job),
                        secondsSince(failure.at()),
                        Printable.of(failure.cause()));
    }

    private static long secondsSince(Instant time) {
        return Duration.between(time, Instant.now()).toSeconds();
    }
}
