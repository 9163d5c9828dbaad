package org.spikelink.classify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The identity by which a job is distinguished from other jobs. In application mode with high availability, a
 * JobManager that takes over recovers the job and then runs {@code main} again: that run must recognize the recovered
 * job as itself, not as another job of the same name.
 */
final class FlinkIdentity {
    /** Options that distinguish applications, besides the job id that Flink fixes. */
    private static final List<ConfigOption<String>> APPLICATION =
            List.of(
                    HighAvailabilityOptions.HA_CLUSTER_ID,
                    HighAvailabilityOptions.HA_STORAGE_PATH,
                    HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM,
                    HighAvailabilityOptions.HA_ZOOKEEPER_ROOT);

    private FlinkIdentity() {}

    /**
     * The same in every run of {@code main} if Flink has fixed the application's job id; otherwise unique to this
     * run.
     */
    static String of(ReadableConfig flink) {
        String jobId = flink.get(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID);
        if (jobId == null) {
            return UUID.randomUUID().toString();
        }
        String application =
                APPLICATION.stream()
                        .map(option -> option.key() + "=" + flink.get(option))
                        .collect(Collectors.joining("\n", jobId + "\n", ""));
        return UUID.nameUUIDFromBytes(application.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
