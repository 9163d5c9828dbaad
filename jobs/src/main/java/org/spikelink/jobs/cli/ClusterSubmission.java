package org.spikelink.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.cluster.FlinkJob;
import org.spikelink.jobs.cluster.FlinkRest;
import org.spikelink.jobs.cluster.JobSubmission;
import org.spikelink.jobs.cluster.LocalCluster;
import org.spikelink.jobs.cluster.Wait;
import org.spikelink.jobs.errors.CommandException;

/** {@code spikelink classify --cluster}: the job on a local cluster. */
final class ClusterSubmission {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private ClusterSubmission() {}

    /** Submits the job, waits until all its tasks run, and tells so. */
    static void run(
            LocalCluster cluster, byte[] modelFile, ClassifyOptions options, PrintWriter out)
            throws IOException, InterruptedException {
        FlinkJob job = submit(cluster, modelFile, options);
        try {
            Wait.until("the job to run", LIMIT, () -> isRunning(job));
        } catch (TimeoutException e) {
            throw failed(e.getMessage(), failures(job), e);
        }
        out.printf("job %s runs: %s%n", options.jobName(), job.page());
        out.flush();
    }

    private static FlinkJob submit(LocalCluster cluster, byte[] modelFile, ClassifyOptions options)
            throws InterruptedException {
        try {
            return JobSubmission.submit(
                    cluster.conf(), ClusterArguments.installation().jobJar(), modelFile, options);
        } catch (InterruptedException | CommandException e) {
            throw e;
        } catch (Exception e) {
            throw new CommandException(
                    "the cluster in %s does not take the job (%s)"
                            .formatted(cluster.folder().path(), innermost(e)),
                    e);
        }
    }

    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }

    /** Not while another JobManager takes over, or the same one leads again, and answers nobody. */
    private static boolean isRunning(FlinkJob job) throws InterruptedException {
        try {
            if (job.state().equals("FAILED")) {
                throw failed("the job failed", job.failures(), null);
            }
            return job.isFullyRunning();
        } catch (IOException | FlinkRest.UnexpectedAnswer e) {
            return false;
        }
    }

    private static List<String> failures(FlinkJob job) throws InterruptedException {
        try {
            return job.failures();
        } catch (IOException | FlinkRest.UnexpectedAnswer e) {
            return List.of(e.getMessage());
        }
    }

    private static CommandException failed(String what, List<String> failures, Throwable cause) {
        return new CommandException(
                failures.isEmpty() ? what : what + ": " + failures.get(0), cause);
    }
}
