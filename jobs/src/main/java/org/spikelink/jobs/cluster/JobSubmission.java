package org.spikelink.jobs.cluster;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.jobs.classify.ClassifyJob;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkSettings;

/** Brings the job to a cluster, as {@code flink run} does: it is wired here, and the job jar goes with it. */
public final class JobSubmission {
    private JobSubmission() {}

    /**
     * Submits the job; it may still be starting when this returns.
     *
     * @param cluster its configuration holds for what {@code options} leave open
     * @param jobJar with the classes that the job needs there
     * @throws Exception whatever Flink throws
     */
    public static FlinkJob submit(
            FlinkConf cluster, Path jobJar, byte[] modelFile, ClassifyOptions options)
            throws Exception {
        Configuration flink = cluster.load();
        flink.addAll(FlinkSettings.of(options));
        flink.set(DeploymentOptions.TARGET, "remote");
        flink.set(DeploymentOptions.ATTACHED, false);
        flink.set(PipelineOptions.JARS, List.of(jobJar.toUri().toString()));
        // Who leads is found by asking the one address that there is.
        flink.set(HighAvailabilityOptions.HA_MODE, "NONE");
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(flink);
        ClassifyJob.wire(env, modelFile, options);
        JobClient job = env.executeAsync(options.jobName());
        return new FlinkJob(
                new FlinkRest(FlinkConf.HOST, cluster.restPort()), job.getJobID().toString());
    }
}
