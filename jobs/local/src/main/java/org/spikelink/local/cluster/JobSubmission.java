package org.spikelink.local.cluster;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.classify.ClassifyJob;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkSettings;
import org.spikelink.classify.JobModel;

/** Submits the job to a cluster as {@code flink run} does: the job graph is built here and sent with the job jar. */
public final class JobSubmission {
    private JobSubmission() {}

    /**
     * Submits the job. It may still be starting when this returns.
     *
     * @param cluster configuration that applies where {@code options} say nothing
     * @param jobJar classes that the job needs on the cluster
     * @throws Exception any exception from Flink
     */
    public static FlinkJob submit(
            FlinkConf cluster, Path jobJar, JobModel model, ClassifyOptions options)
            throws Exception {
        Configuration flink = cluster.load();
        flink.addAll(FlinkSettings.of(options));
        flink.set(DeploymentOptions.TARGET, "remote");
        flink.set(DeploymentOptions.ATTACHED, false);
        flink.set(PipelineOptions.JARS, List.of(jobJar.toUri().toString()));
        // There is one JobManager address, so no leader needs to be looked up in ZooKeeper.
        flink.set(HighAvailabilityOptions.HA_MODE, "NONE");
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(flink);
        ClassifyJob.wire(env, model, options);
        JobClient job = env.executeAsync(options.jobName());
        return new FlinkJob(
                new FlinkRest(FlinkConf.HOST, cluster.restPort()), job.getJobID().toString());
    }
}
