package org.spikelink.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.cluster.FlinkJob;
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
            throw failed(e.getMessage(), job.failures(), e);
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

    private static boolean isRunning(FlinkJob job) throws IOException, InterruptedException {
        if (job.state().equals("FAILED")) {
            throw failed("the job failed", job.failures(), null);
        }
        return job.isFullyRunning();
    }

    private static CommandException failed(String what, List<String> failures, Throwable cause) {
        return new CommandException(
                failures.isEmpty() ? what : what + ": " + failures.get(0), cause);
    }
}
