package org.spikelink.local.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.JobModel;
import org.spikelink.core.error.SpikelinkException;

/** Submits the job to a local cluster and waits until it runs, for {@code classify --cluster}. */
public final class ClusterSubmission {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private ClusterSubmission() {}

    /**
     * Submits the job and returns when all its tasks are running.
     *
     * @throws SpikelinkException if it is not accepted, fails, or does not run in time
     */
    public static FlinkJob run(
            LocalCluster cluster, Path jobJar, JobModel model, ClassifyOptions options)
            throws IOException, InterruptedException {
        FlinkJob job = submit(cluster, jobJar, model, options);
        try {
            Wait.until("the job to run", LIMIT, () -> isRunning(job));
        } catch (TimeoutException e) {
            throw failed(e.getMessage(), failures(job), e);
        }
        return job;
    }

    private static FlinkJob submit(
            LocalCluster cluster, Path jobJar, JobModel model, ClassifyOptions options)
            throws InterruptedException {
        try {
            return JobSubmission.submit(cluster.conf(), jobJar, model, options);
        } catch (InterruptedException | SpikelinkException e) {
            throw e;
        } catch (Exception e) {
            throw new SpikelinkException(
                    "the cluster in %s does not accept the job (%s)"
                            .formatted(cluster.folder().path(), innermost(e)),
                    e);
        }
    }

    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }

    /** False while another JobManager takes over and none responds. */
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

    private static SpikelinkException failed(String what, List<String> failures, Throwable cause) {
        return new SpikelinkException(
                failures.isEmpty() ? what : what + ": " + failures.get(0), cause);
    }
}
